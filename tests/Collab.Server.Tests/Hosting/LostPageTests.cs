using Collab.Domain.Policy;
using Collab.Server.Admin;
using Collab.Server.Tests.Cli;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Storage.Erasures;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hosting;

/// <summary>A server on a database of which a page is gone that holds none of the logs.</summary>
public sealed class LostPageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_its_table_of_snapshots_every_document_is_read_and_written()
    {
        var (document, cookie) = await WriteAsync();
        DamagedFile.ZeroRootOf(Data, "snapshots");
        await using var server = await CollabServer.StartAsync(Data);
        var jon = new Participant(server, "Jon Sand", cookie);
        await jon.AnnotateAsync(document, "Second.");
        Assert.Equal(2, (await jon.ReadAsync($"/api/documents/{document}"))["annotations"]!.AsArray().Count);
        Assert.Contains("Second.", await (await jon.GetAsync($"/api/documents/{document}/export?format=text")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var verified = await Verification.RunAsync(server.Services.GetRequiredService<IStorage>(), _ => Task.CompletedTask);
        Assert.Empty(verified.Damaged);
        Assert.Contains(verified.Contradictions, sentence => sentence.StartsWith("The table snapshots cannot be read (", StringComparison.Ordinal) && sentence.Contains("Nothing is lost by it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ceremonies")]
    [InlineData("snapshots")]
    public async Task M265_A_pending_erasure_keeps_the_server_open_and_waits_where_the_file_cannot_be_cleaned(string table)
    {
        var (document, cookie) = await WriteAsync();
        new ErasureList(Path.Combine(Data, ErasureList.FileName)).Add(new Erasure("e.1", DateTimeOffset.UtcNow, Person: "nobody"));
        DamagedFile.ZeroRootOf(Data, table);
        for (var start = 0; start < 2; start++)
        {
            await using var server = await CollabServer.StartAsync(Data);
            await new Participant(server, "Jon Sand", cookie).AnnotateAsync(document, $"After start {start}.");
            Assert.Equal(table == "ceremonies" ? 1 : 0, await PendingAsync(server));
        }

        // What is done of it in a restored folder: there the table is damaged as before, or is whole.
        var (backup, restored) = (Path.Combine(_folder, "all.backup"), Path.Combine(_folder, "restored"));
        Assert.Equal(0, (await Executable.RunAsync("backup", backup, "--data", Data)).Code);
        var restore = await Executable.RunAsync("restore", backup, "--data", restored);
        Assert.Equal(table == "ceremonies" ? 1 : 0, restore.Code);
        Assert.Equal(table == "ceremonies", restore.Errors.Contains("Not erased in full: 1 of the list", StringComparison.Ordinal));
        await using var again = await CollabServer.StartAsync(restored);
        await new Participant(again, "Jon Sand", cookie).AnnotateAsync(document, "In the restored one.");
    }

    private static async Task<int> PendingAsync(CollabServer server) =>
        (await ErasureList.Of(server.Data).PendingAsync(server.Services.GetRequiredService<IStorage>().Accounts)).Count;

    private async Task<(string Document, string Cookie)> WriteAsync()
    {
        await using var server = await CollabServer.StartAsync(Data);
        var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
        await jon.AnnotateAsync(server.Document, "First.");
        return (server.Document, jon.Cookie!);
    }
}
