using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Collab.Contracts.Sealed;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Formats.Archive;
using Collab.Server.Tests.Cli;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>A document's archive, by HTTP and by the command line.</summary>
[Collection(ServerCollection.Name)]
public sealed class DocumentArchiveTests(ServerFixture fixture) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-archive-").FullName;

    private CollabServer Server => fixture.Server;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_private_waits_is_sealed_or_was_erased_is_in_no_archive_and_each_is_whole()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("A text to keep", "To read slowly.");
        var path = $"/api/documents/{document}";
        var (member, reader, gone) = (await Server.JoinAsync(Role.Annotator, "Ida Berg", seminar), await Server.JoinAsync(Role.Reader, "Jon Sand", seminar), await Server.JoinAsync(Role.Annotator, "Bartholomew Quist", seminar));
        var point = (string)(await owner.ReadAsync(path))["clauses"]!.AsArray()[0]!["id"]!;
        await member.AnnotateAsync(document, "shown-words", point);
        var hidden = (string)(await member.AnnotateAsync(document, "hidden-words", point))["id"]!;
        Assert.Equal("200", await owner.PostAsync($"{path}/annotations/{hidden}/hide", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        var deleted = (string)(await member.AnnotateAsync(document, "deleted-words"))["id"]!;
        Assert.Equal("200", await member.DeleteAsync($"{path}/annotations/{deleted}", Guid.NewGuid()).OutcomeAsync());
        await gone.AnnotateAsync(document, "erased-words");
        Assert.Equal("204", await owner.PostAsync($"/api/seminars/{seminar}/members/{gone.Member}/erase").OutcomeAsync());
        foreach (var who in new[] { member, owner })
            await who.AnnotateAsync(document, "private-words", isPrivate: true);
        (await Server.Grains.GetGrain<ISealedGrain>($"{document}/waiting").ExecuteAsync(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = member.Member, Text = "waiting-words" })).Demand();
        Assert.Equal("200", await owner.PostAsync($"{path}/clauses/{point}/round/open", new { commandId = Guid.NewGuid(), show = "nothing" }).OutcomeAsync());
        await member.AnnotateAsync(document, "sealed-words", point);

        foreach (var (who, reads) in new[] { (owner, true), (member, true), (reader, false) })
        {
            var file = await TakeAsync(who, document);
            Assert.Equal(file, await TakeAsync(who, document));
            var all = ExportedText.Of(file);
            Assert.All(["To read slowly.", "shown-words"], word => Assert.Contains(word, all, StringComparison.Ordinal));
            Assert.Equal(reads, all.Contains("hidden-words", StringComparison.Ordinal));
            Assert.All(["deleted-words", "erased-words", "private-words", "waiting-words", "sealed-words", "Bartholomew", owner.Person, member.Person, reader.Person], word => Assert.DoesNotContain(word, all, StringComparison.Ordinal));
            using var stream = new MemoryStream(file);
            var finding = await ArchiveCheck.RunAsync(stream, (_, _) => { });
            Assert.True(finding.IsWhole, string.Join('\n', finding.Damaged));
            var events = (await who.ReadAsync($"{path}/events?after={finding.Events - 1}"))["events"]!.AsArray();
            Assert.Equal((string)events.Single()!["hash"]!, finding.Manifest!.Hash);
        }

        // A guest of a seminar that keeps guests to their own words takes no log, and sees no button.
        var guest = await Server.JoinAsync(Role.Guest, seminar: seminar);
        Assert.Contains($"{path}/archive", await guest.Http.GetStringAsync($"/rooms/{document}/export"), StringComparison.Ordinal);
        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { guestsExport = false }).OutcomeAsync());
        Assert.Equal("403 forbidden", await guest.GetAsync($"{path}/archive").OutcomeAsync());
        Assert.DoesNotContain($"{path}/archive", await guest.Http.GetStringAsync($"/rooms/{document}/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_writes_what_a_moderator_gets_and_verify_checks_it_without_a_server()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("A text to verify", "To read slowly.");
        var moderator = await Server.JoinAsync(Role.Moderator, seminar: seminar);
        await owner.AnnotateAsync(document, "first words");
        await owner.AnnotateAsync(document, "second words");
        var archive = Path.Combine(_folder, "record.archive.zip");
        var export = await Executable.RunAsync("export", document, "--data", Server.Data, "--format", "archive", "--out", archive);
        Assert.True(export.Code == 0, export.Errors);
        Assert.Equal(await TakeAsync(moderator, document), await File.ReadAllBytesAsync(archive));
        Assert.Equal([archive], Directory.GetFiles(_folder));

        var verify = await Executable.RunAsync("verify", archive);
        Assert.Equal(0, verify.Code);
        Assert.Matches($"{archive}: document {document}, [0-9]+ events up to [0-9a-f]{{64}}, all as written", verify.Out);

        long seq;
        using (var zip = await ZipFile.OpenAsync(archive, ZipArchiveMode.Update))
        {
            var log = zip.GetEntry("log.jsonl")!;
            string[] lines;
            using (var reader = new StreamReader(log.Open()))
                lines = (await reader.ReadToEndAsync()).TrimEnd('\n').Split('\n');
            var at = Array.FindIndex(lines, line => line.Contains("first words", StringComparison.Ordinal));
            seq = (long)JsonNode.Parse(lines[at])!["seq"]!;
            lines[at] = lines[at].Replace("first words", "other words", StringComparison.Ordinal);
            log.Delete();
            using var entry = zip.CreateEntry("log.jsonl").Open();
            entry.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        }

        var damaged = await Executable.RunAsync("verify", archive);
        Assert.Equal(1, damaged.Code);
        Assert.Contains($"damaged: document {document} at seq {seq}: it is not what was written", damaged.Out, StringComparison.Ordinal);
        Assert.Contains($"damaged: document {document}: the entry log.jsonl is not what the manifest says\n", damaged.Out, StringComparison.Ordinal);
        var misused = await Executable.RunAsync("export", document, "--data", Server.Data, "--format", "archive", "--at", "2");
        Assert.Equal(2, misused.Code);
    }

    private static async Task<byte[]> TakeAsync(Participant who, string document)
    {
        using var answer = await who.GetAsync($"/api/documents/{document}/archive");
        Assert.Equal((200, "application/zip"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.EndsWith(".archive.zip", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
