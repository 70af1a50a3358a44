using Collab.Cluster.Tests.Running;
using Collab.Testing;

namespace Collab.Cluster.Tests;

/// <summary>deploy/drill.sh beside a running server.</summary>
public sealed class DrillTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-drill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_backup_of_a_running_server_is_restored_elsewhere_and_exports_the_same(string storage)
    {
        var settings = new Dictionary<string, string> { ["COLLAB_PROGRAM"] = Script.Program, ["Collab__Data"] = Path.Combine(_folder, "data"), ["Collab__Storage"] = storage };
        if (storage == "postgres")
            settings["Collab__Connection"] = postgres.Server.NewDatabase();
        await using var server = await ServerProcess.StartAsync(
            new Uri($"http://127.0.0.1:{Ports.Free()}/"),
            ["serve", "--data", settings["Collab__Data"], "--storage", storage, .. settings.TryGetValue("Collab__Connection", out var connection) ? ["--connection", connection] : Array.Empty<string>()]);
        using var room = await Room.EnterAsync(server);
        await room.Owner.PostAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "To be found again."));

        var kept = Path.Combine(_folder, "kept.backup");
        await using var drill = Script.Start("deploy/drill.sh", [kept], settings);
        Assert.True(await drill.EndedAsync() == 0, drill.Output);
        Assert.Contains("all as written", drill.Output, StringComparison.Ordinal);
        Assert.Contains("1 documents, all the same", drill.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(kept));

        // A file that is there is nobody's to write over, and the drill says so.
        await using var again = Script.Start("deploy/drill.sh", [kept], settings);
        Assert.Equal(1, await again.EndedAsync());
        Assert.Contains(kept, again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_webhook_is_told_by_what_was_restored_wherever_the_settings_stand()
    {
        using var told = new Told();
        var settings = new Dictionary<string, string>
        {
            ["COLLAB_PROGRAM"] = Script.Program,
            ["Collab__Data"] = Path.Combine(_folder, "data"),
            // As a file beside the program has them: they are of every server that is started from it.
            ["DOTNET_Collab__Webhooks__Private__0"] = "127.0.0.1",
            ["DOTNET_Collab__Webhooks__EverySeconds"] = "0.2",
        };
        await using var server = await ServerProcess.StartAsync(settings["Collab__Data"], environment: settings);
        using var first = await Room.EnterAsync(server);
        var (epochs, rooms) = (new HashSet<string>(), new[] { first, await first.WithNewDocumentAsync(), await first.WithNewDocumentAsync() });
        foreach (var room in rooms)
        {
            await first.Owner.PostAsync($"api/documents/{room.Document}/webhooks", new { url = told.Url });
            await first.Owner.PostAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "To be told once."));
            epochs.Add((string)(await room.SnapshotAsync())["epoch"]!);
        }

        await Patience.UntilAsync(() => rooms.All(room => told.Messages.Any(message => message.Document == room.Document)), "each webhook is told of its document");
        await using var drill = Script.Start("deploy/drill.sh", [], settings);
        Assert.True(await drill.EndedAsync() == 0, drill.Output);
        Assert.Contains("3 documents, all the same", drill.Output, StringComparison.Ordinal);
        Assert.False(told.Failed);
        Assert.All(told.Messages, message => Assert.Contains(message.Epoch, epochs));
    }
}
