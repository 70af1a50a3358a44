using System.Diagnostics;
using System.Text.RegularExpressions;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Open to the local network, with the limits that are in force there.</summary>
public sealed partial class ShareTests(ITestOutputHelper output) : IDisposable
{
    private const int Class = 60;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-share-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_class_joins_by_one_link_over_https_and_reads_live_without_web_sockets()
    {
        var (open, own) = (Ports.Free(), new Uri($"http://127.0.0.1:{Ports.Free()}/"));
        await using var server = await ServerProcess.StartAsync(own, ["serve", "--share", "--data", _folder], $"https://*:{open};{own.GetLeftPart(UriPartial.Authority)}");
        using var room = await Room.EnterAsync(server);

        var ports = ListeningPorts.Of(server.Id);
        Assert.Contains((own.Port, true), ports);
        Assert.Equal([open], ports.Where(port => !port.Loopback).Select(port => port.Port).Distinct());

        var shared = new Uri($"https://localhost:{open}/");
        var fingerprint = await Certificates.FingerprintAsync(open);
        if (Fingerprint().Match(server.Output) is { Success: true } printed)
            Assert.Equal(fingerprint, printed.Value);
        else
            Assert.Contains("in no network", server.Output, StringComparison.Ordinal);

        var secret = await room.InviteAsync("annotator");
        var began = Stopwatch.GetTimestamp();
        var joins = await Task.WhenAll(Enumerable.Range(0, Class).Select(i => Person.JoinAsync(shared, secret, $"Pupil {i}", fingerprint)));
        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"{Class} joins by one link from one address: {took.TotalSeconds:0.00} s");
        Assert.True(took < TimeSpan.FromMinutes(1), $"It took {took}.");
        Assert.Equal(Class, joins.Select(join => (string)join.Joined["member"]!).Distinct().Count());

        var (writer, reader) = (joins[0].Person, joins[1].Person);
        var trace = new ReaderTrace("without web sockets", await room.HeadAsync());
        using var stop = new CancellationTokenSource();
        var reading = new Reader(reader, room.Document, trace, overHub: false).RunAsync(stop.Token);
        var seq = (long)(await writer.PostAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "Over the network.")))["seq"]!;
        await Patience.UntilAsync(() => trace.Seq >= seq, "the note arrives as a Server-Sent Event");
        await stop.CancelAsync();
        await reading;
        Assert.Contains(trace.Batches.SelectMany(batch => batch.Events), e => e.Seq == seq);
        foreach (var (person, _) in joins)
            person.Dispose();
    }

    [GeneratedRegex("(?:[0-9A-F]{2}:){31}[0-9A-F]{2}")]
    private static partial Regex Fingerprint();
}
