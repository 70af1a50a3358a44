using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>A document with a hundred thousand annotations, and SIGKILL.</summary>
[Collection(nameof(AloneCollection))]
public sealed class LargeDocumentTests(ITestOutputHelper output) : IDisposable
{
    private const int Annotations = 100_000, Tries = 3;

    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-large-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task After_a_kill_it_is_ready_as_soon_as_an_empty_server_is_and_has_everything()
    {
        var server = await ServerProcess.StartAsync(_folder);
        try
        {
            using var room = await Room.EnterAsync(server);
            await AddAsync("The one that is copied.");
            await server.KillAsync();
            await Filling.AddAsync(_folder, room.Document, Annotations - 1);
            server = await StartAgainAsync(server);
            var last = await AddAsync("Acknowledged before the kill.");
            var (ready, best) = (new Times(Promised), TimeSpan.MaxValue);
            for (var i = 0; i < Tries && best > Promised; i++)
            {
                await server.KillAsync();
                var machine = Machine.Watch();
                server = await StartAgainAsync(server);
                ready.Add(server.Started, machine.Left());
                best = server.Started < best ? server.Started : best;
            }

            var began = Stopwatch.GetTimestamp();
            using var answer = await room.Owner.Http.GetAsync($"api/documents/{room.Document}");
            var snapshot = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
            output.WriteLine($"ready again after {ready}, the whole document {Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s later");
            Assert.Equal(last, snapshot.RootElement.GetProperty("seq").GetInt64());
            Assert.Equal(Annotations + 1, snapshot.RootElement.GetProperty("annotations").GetArrayLength());

            var empty = await EmptyAsync();
            output.WriteLine($"an empty server, the same minute: {empty.TotalSeconds:0.00} s");
            // Where others leave little of the machine, an empty one takes longer too: what is in the document adds nothing.
            ready.DemandBest($"Ready again, an empty server after {empty.TotalSeconds:0.00} s", isAsElsewhere: best < 1.5 * empty);

            async Task<long> AddAsync(string text)
            {
                using var added = await room.Owner.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), text));
                return (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("seq").GetInt64();
            }
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private async Task<ServerProcess> StartAgainAsync(ServerProcess ended)
    {
        await ended.DisposeAsync();
        return await ServerProcess.StartAsync(_folder, ended.Address.Port);
    }

    /// <summary>How long a server takes that starts again on nothing but the first text.</summary>
    private static async Task<TimeSpan> EmptyAsync()
    {
        var folder = Directory.CreateTempSubdirectory("collab-empty-").FullName;
        try
        {
            await using (await ServerProcess.StartAsync(folder))
            {
            }

            await using var again = await ServerProcess.StartAsync(folder);
            return again.Started;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
