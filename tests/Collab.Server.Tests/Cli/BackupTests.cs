using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Data.Sqlite;

namespace Collab.Server.Tests.Cli;

/// <summary>What the commands say of a backup whose logs have lost their ends.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-cli-").FullName;

    private string Backup => Path.Combine(_folder, "all.backup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_end_that_is_lost_is_named_by_verify_and_by_restore_and_by_verify_of_what_is_restored()
    {
        var (document, events) = await WriteAsync();
        Change($"DELETE FROM events WHERE stream = (SELECT key FROM streams WHERE id = '{document}') AND seq > {events - 3}");
        var damaged = $"damaged: document {document} at seq {events - 2}:";
        var verify = await Executable.RunAsync("verify", Backup);
        Assert.Equal(1, verify.Code);
        Assert.DoesNotContain("does not say how far", verify.Errors, StringComparison.Ordinal);
        Assert.Contains(damaged, verify.Out, StringComparison.Ordinal);

        var restored = Path.Combine(_folder, "restored");
        var restore = await Executable.RunAsync("restore", Backup, "--data", restored);
        Assert.Equal(0, restore.Code);
        Assert.Contains($"damaged: The log {document} had {events} events when the backup was made, and has {events - 3}.", restore.Errors, StringComparison.Ordinal);
        Assert.Contains(damaged, (await Executable.RunAsync("verify", "--data", restored)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_backup_that_an_earlier_version_made_it_is_said_that_a_lost_end_does_not_show()
    {
        await WriteAsync();
        Change("DROP TABLE backup_heads");
        foreach (var command in new[] { new[] { "verify", Backup }, ["restore", Backup, "--data", Path.Combine(_folder, "restored")] })
        {
            var (code, _, errors) = await Executable.RunAsync(command);
            Assert.Equal(0, code);
            Assert.Contains("This backup does not say how far its logs had come", errors, StringComparison.Ordinal);
        }
    }

    private async Task<(string Document, long Events)> WriteAsync()
    {
        var data = Path.Combine(_folder, "data");
        await using var server = await CollabServer.StartAsync(data);
        var annotator = await server.JoinAsync(Role.Annotator);
        for (var i = 0; i < 3; i++)
            await annotator.AnnotateAsync(server.Document, $"Note {i}.");
        Assert.Equal(0, (await Executable.RunAsync("backup", Backup, "--data", data)).Code);
        var listed = (await Executable.RunAsync("info", "--documents", "--data", data)).Out.Split('\n').Single(line => line.StartsWith("document ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (server.Document, long.Parse(listed[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    private void Change(string sql)
    {
        using var backup = new SqliteConnection($"Data Source={Backup};Pooling=False");
        backup.Open();
        using var command = backup.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
