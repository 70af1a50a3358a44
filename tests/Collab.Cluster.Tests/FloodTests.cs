using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>
/// One person writes ten times as often as anybody may, over HTTP and over the hub. Without the flood the same person writes as often as is
/// allowed: what is measured is what the refusals cost the others.
/// </summary>
[Collection(nameof(AloneCollection))]
public sealed class FloodTests(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 9, Notes = 40, Length = 500, Every = 15, Readers = 10, Writers = 20, Times = 10;
    private const double Promised = 1.2;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-flood-").FullName;

    /// <summary>Variables that are set for the server alone.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_flood_is_refused_to_the_one_who_makes_it_and_hurts_none_of_the_others()
    {
        await using var server = await ServerProcess.StartAsync(new Uri($"http://127.0.0.1:{Ports.Free()}/"), ["serve", "--data", _folder], environment: Environment);
        using var room = await Room.EnterAsync(server);
        var flooder = (await room.JoinAsync("annotator", 1))[0];
        // Each of them stays within what one person may write.
        await using var delivery = new Delivery(room, await room.JoinAsync("annotator", Writers), await room.JoinAsync("reader", Readers));
        await delivery.StartAsync();
        await using var flood = await FloodProcess.StartAsync(room, flooder);
        // To be hot: a fresh process is slow by itself, at refusing too.
        await flood.SetAsync(Times);
        await delivery.MeasureAsync(Notes * 3, Length, Every);
        await flood.SetAsync(1);

        var compared = await Comparison.MeasureAsync(Rounds, async () => (await delivery.MeasureAsync(Notes, Length, Every)).TotalMilliseconds, async () =>
        {
            await flood.SetAsync(Times);
            return new Ending(async () => await flood.SetAsync(1));
        });
        var (sent, refused, broken) = await flood.EndAsync();
        output.WriteLine($"p99 of {Readers} readers before / beside a flood / after: {compared} (promised: {Promised}); refused {refused} of {sent}");
        Assert.True(refused > sent / 2, $"{refused} of {sent} were refused.");
        Assert.Equal(0, broken);
        compared.Demand(Promised);
    }
}
