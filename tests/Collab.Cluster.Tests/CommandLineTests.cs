using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>The operator's commands, each a process of its own, beside a server that runs and without one.</summary>
public sealed class CommandLineTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-commands-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("serve")]
    [InlineData("link")]
    [InlineData("token")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("erase")]
    [InlineData("verify")]
    [InlineData("info")]
    public async Task Every_command_says_what_it_does_and_where_its_data_is(string command)
    {
        var help = (await Executable.RunAsync(command, "--help")).Demand();
        Assert.Contains("Usage:", help.Out, StringComparison.Ordinal);
        Assert.Contains("--data", help.Out, StringComparison.Ordinal);
        Assert.Empty(help.Errors);
    }

    [Fact]
    public async Task Running_or_stopped_every_command_does_the_same()
    {
        var server = await ServerProcess.StartAsync(Data);
        string closed;
        try
        {
            using (var room = await Room.EnterAsync(server))
            {
                await room.Owner.PostAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "a remarkable note"));
                Assert.Contains($"process {server.Id}", (await RunAsync("info")).Out, StringComparison.Ordinal);
                Assert.Matches(@"^held by    127\.0\.0\.1:\d+, this node$", (await RunAsync("info", "--document", room.Document)).LastLine);
                Assert.Equal(1, (await Executable.RunAsync("info", "--document", "another", "--data", Data)).Code);
                closed = room.Document;
                await CheckAsync(room.Document, server.Address);
            }

            server.Terminate();
            Assert.Equal(0, await server.EndedAsync());
            Assert.Contains("stopped", (await RunAsync("info")).Out, StringComparison.Ordinal);
            Assert.StartsWith("held by    no node", (await RunAsync("info", "--document", closed)).LastLine, StringComparison.Ordinal);
            var (token, link, document) = await CheckAsync(null, null);

            await server.DisposeAsync();
            server = await ServerProcess.StartAsync(Data, server.Address.Port);
            using var program = new Client.CollabClient(server.Address, token);
            Assert.Equal("Be brief.", (await program.Document(document).ReadAsync()).Clauses[^1].Text);
            var (owner, joined) = await Person.JoinAsync(server.Address, link.Split('#')[1], "Olaf Stern");
            owner.Dispose();
            Assert.Equal("owner", (string)joined["role"]!);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_backup_of_a_busy_server_holds_what_was_acknowledged_before_it_and_restores_as_another_epoch()
    {
        await using var server = await ServerProcess.StartAsync(Data);
        using var room = await Room.EnterAsync(server);
        await using var load = await Load.StartAsync(room, writers: 4, readers: 3, seed: 3);
        await Patience.UntilAsync(() => load.Answered >= 100, "the writers are answered");
        var before = load.History.Operations.Where(operation => operation.Outcome == Outcome.Answered).ToList();
        var backup = Path.Combine(_folder, "busy.backup");
        await RunAsync("backup", backup);
        await load.StopAsync();
        var log = (await room.Owner.EventsAsync(room.Document)).Select(LoggedEvent.Of).ToList();
        var snapshot = await room.SnapshotAsync();
        Assert.Equal(0, (await Executable.RunAsync("verify", backup)).Code);

        var elsewhere = Path.Combine(_folder, "elsewhere");
        (await Executable.RunAsync("restore", backup, "--data", elsewhere)).Demand();
        await using var restored = await ServerProcess.StartAsync(elsewhere);
        using var owner = room.Owner.At(restored.Address);
        var kept = (await owner.EventsAsync(room.Document)).Select(LoggedEvent.Of).ToList();
        output.WriteLine($"{before.Count} acknowledged before the backup, {kept.Count} of {log.Count} events in it");
        new Evidence { Operations = before, Readers = [], Log = kept, LeastAnswered = 100 }.AssertHolds();
        Assert.Equal(log.Take(kept.Count).Select(e => (e.Seq, e.Command, e.Kind)), kept.Select(e => (e.Seq, e.Command, e.Kind)));

        var epoch = (string)snapshot["epoch"]!;
        Assert.NotEqual(epoch, (string)(await owner.GetAsync($"api/documents/{room.Document}"))["epoch"]!);
        using var old = await owner.Http.GetAsync($"api/documents/{room.Document}/events?after={epoch}:1");
        Assert.Equal("resync", (await old.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        await using var hub = owner.Hub();
        await hub.StartAsync();
        await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", room.Document, $"{epoch}:1"))
        {
            Assert.True(batch.GetProperty("resync").GetBoolean());
            break;
        }
    }

    [Fact]
    public async Task Verify_names_document_and_seq_of_a_flipped_byte()
    {
        string document;
        long seq;
        var server = await ServerProcess.StartAsync(Data);
        try
        {
            using var room = await Room.EnterAsync(server);
            document = room.Document;
            await room.Owner.PostAsync($"api/documents/{document}/annotations", room.Note(Guid.NewGuid(), "words before"));
            seq = (long)(await room.Owner.PostAsync($"api/documents/{document}/annotations", room.Note(Guid.NewGuid(), "remarkable words")))["seq"]!;
            await room.Owner.PostAsync($"api/documents/{document}/annotations", room.Note(Guid.NewGuid(), "words after"));
            server.Terminate();
            Assert.Equal(0, await server.EndedAsync());
        }
        finally
        {
            await server.DisposeAsync();
        }

        Assert.Equal(0, (await Executable.RunAsync("verify", "--data", Data)).Code);
        var database = Path.Combine(Data, "collab.db");
        var bytes = await File.ReadAllBytesAsync(database);
        var flipped = 0;
        for (int from = 0, at; (at = bytes.AsSpan(from).IndexOf("remarkable words"u8)) >= 0; from += at + 1, flipped++)
            bytes[from + at] ^= 1;
        Assert.True(flipped > 0, "The words are not in the file.");
        await File.WriteAllBytesAsync(database, bytes);
        var verify = await Executable.RunAsync("verify", "--data", Data);
        Assert.Equal(1, verify.Code);
        Assert.Contains($"document {document} at seq {seq}", verify.Out, StringComparison.Ordinal);
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task<CommandResult> RunAsync(params string[] arguments) => (await Executable.RunAsync([.. arguments, "--data", Data])).Demand();

    /// <summary>Every command that a running and a stopped server answer alike.</summary>
    /// <param name="document">A document with a remarkable note; null where only the imported one is looked at.</param>
    private async Task<(string Token, string Link, string Document)> CheckAsync(string? document, Uri? server)
    {
        var text = Path.Combine(_folder, "rules.txt");
        await File.WriteAllTextAsync(text, "House rules\n\n1. Be kind.\n\n2. Be brief.\n");
        var imported = (await RunAsync("import", text, "--title", "The rules")).LastLine;
        // A stopped server is started for each command: there one format stands for all.
        foreach (var format in server is null ? ["json"] : new[] { "markdown", "html", "jsonld", "json", "csv", "text" })
        {
            var export = await RunAsync("export", document ?? imported, "--format", format);
            Assert.True(export.Bytes.Length > 0, $"The export as {format} is empty.");
            if (document is not null)
                Assert.Contains("a remarkable note", export.Out, StringComparison.Ordinal);
            if (format is "json" or "jsonld")
                Assert.NotNull(JsonNode.Parse(export.Bytes));
        }

        var (token, link) = ((await RunAsync("token", "--name", $"Program {Guid.NewGuid().ToString("N")[..6]}", "--role", "reader")).LastLine, (await RunAsync("link")).LastLine);
        Assert.Contains("/join#", link, StringComparison.Ordinal);
        if (server is not null)
        {
            using var program = new Client.CollabClient(server, token);
            Assert.Equal("The rules", (await program.Document(imported).ReadAsync()).Title);
        }

        Assert.Equal(0, (await RunAsync("verify")).Code);
        return (token, link, imported);
    }
}
