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

    [Theory]
    [InlineData("DELETE FROM memberships", "memberships: 0 were restored")]
    [InlineData("UPDATE events SET data = x'7b7d' WHERE stream IN (SELECT key FROM streams WHERE kind = 'notebook')", "What was restored is not what the backup has")]
    public async Task M264_what_a_restore_loses_beside_the_documents_is_named(string lost, string said)
    {
        var program = Directory.CreateDirectory(Path.Combine(_folder, "program")).FullName;
        await File.WriteAllTextAsync(Path.Combine(program, "Collab.Server.dll"), "");
        var collab = Path.Combine(program, "collab");
        // A program that loses something whenever it restores. Its last argument is the folder.
        await File.WriteAllTextAsync(collab, $$"""
            #!/usr/bin/env bash
            dotnet '{{Script.Program}}/Collab.Server.dll' "$@" || exit
            [ "$1" != restore ] || python3 -c "import sqlite3, sys; database = sqlite3.connect(sys.argv[1] + '/collab.db'); database.execute(sys.argv[2]); database.commit()" "${@: -1}" "{{lost}}"
            """);
        File.SetUnixFileMode(collab, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var settings = new Dictionary<string, string> { ["COLLAB_PROGRAM"] = program, ["Collab__Data"] = Path.Combine(_folder, "data") };
        await using var server = await ServerProcess.StartAsync(settings["Collab__Data"]);
        using var room = await Room.EnterAsync(server);
        await room.Owner.PostAsync($"api/documents/{room.Document}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "Mine." }, visibility = "private" });

        await using var drill = Script.Start("deploy/drill.sh", [], settings);
        Assert.Equal(1, await drill.EndedAsync());
        Assert.Contains(said, drill.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("all the same", drill.Output, StringComparison.Ordinal);
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
