using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Cli;
using Collab.Server.Tests.Cli;
using Collab.Server.Tests.Hypothesis;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>What is taken away, by HTTP and by the command line beside the running server.</summary>
[Collection(ServerCollection.Name)]
public sealed class ExportTests(ServerFixture fixture) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-export-").FullName;

    private CollabServer Server => fixture.Server;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Everything_leaves_by_both_ways_in_the_same_bytes()
    {
        var room = await DiscussionAsync();
        var all = await BothAsync(room, "all");
        Assert.All(["first thought", "answer to it", "fixed commentary", "second thought"], words => Assert.Contains(words, all, StringComparison.Ordinal));
        Assert.Equal(all, await BothAsync(room, ""));
    }

    /// <summary>From a server that refuses synchronous writes, which a ZIP archive makes.</summary>
    [Fact]
    public async Task A_Word_document_leaves_as_a_file_and_its_page_says_that_it_cannot_be_shown()
    {
        var room = await DiscussionAsync();
        using var answer = await room.Owner.GetAsync($"/api/documents/{room.Document}/export?format=docx");
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", answer.Content.Headers.ContentType!.ToString());
        Assert.EndsWith(".docx", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        var file = await answer.Content.ReadAsByteArrayAsync();
        Assert.All(["first thought", "answer to it", "fixed commentary", "second thought"], words => Assert.Contains(words, ExportedText.Of(file), StringComparison.Ordinal));
        Assert.Equal(file, await room.Owner.Http.GetByteArrayAsync($"/api/documents/{room.Document}/export?format=docx"));
        var page = await room.Owner.Http.GetStringAsync($"/rooms/{room.Document}/export?format=docx");
        Assert.Contains("This format cannot be shown as text.", page, StringComparison.Ordinal);
        Assert.All(["docx", "tei", "akn", "hypothesis", "paper"], format => Assert.Contains($"value=\"{format}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pinned_commentary_leaves_alone_by_both_ways()
    {
        var pinned = await BothAsync(await DiscussionAsync(), "pinned");
        Assert.Contains("fixed commentary", pinned, StringComparison.Ordinal);
        Assert.DoesNotContain("thought", pinned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M200_guests_take_their_own_words_alone_away_where_the_seminar_says_so_by_whatever_it_is_called()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var note = await owner.AnnotateAsync(document, "said by the owner");
        var guest = await Server.JoinAsync(Role.Guest, seminar: seminar);
        var reader = await Server.JoinAsync(Role.Reader, seminar: seminar);
        await guest.AnnotateAsync(document, "said by the guest");
        string all = $"/api/documents/{document}/export?format=text", page = $"/rooms/{document}/export";
        string[] inBulk = [all, $"/api/documents/{document}/archive", $"/api/documents/{document}/feed", $"/w3c/documents/{document}/annotations/", $"/w3c/documents/{document}/annotations/?iris=0&page=0", $"/hypothesis/documents/{document}", $"/hypothesis/documents/{document}/api/search"];
        string[] toRead = [$"/rooms/{document}", $"/rooms/{document}/reading", page, $"/api/documents/{document}", $"/api/documents/{document}/events?after=0", $"/api/documents/{document}/search?q=owner", $"/w3c/documents/{document}/annotations/{note["id"]}"];
        await EachAsync(guest, "200", [.. inBulk, .. toRead]);
        await using var window = await HypothesisClient.SignInAsync(Server, document, guest);
        await window.ListenAsync();
        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { guestsExport = false }).OutcomeAsync());
        await EachAsync(guest, "403 forbidden", inBulk);
        // A window that was open before is told nothing more, also where it has a new token.
        Assert.Null(await window.HearAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, window.Closed);
        await window.RefreshAsync();
        await Assert.ThrowsAsync<WebSocketException>(window.ListenAsync);
        await EachAsync(guest, "200", toRead);
        var own = await guest.Http.GetStringAsync($"{all}&scope=mine");
        Assert.Contains("said by the guest", own, StringComparison.Ordinal);
        Assert.DoesNotContain("said by the owner", own, StringComparison.Ordinal);
        var (theirs, everything) = (await guest.Http.GetStringAsync(page), await reader.Http.GetStringAsync(page));
        foreach (var offered in new[] { "value=\"all\"", "said by the owner", "/feed'", "/archive\"", $"/hypothesis/documents/{document}" })
            Assert.Equal((offered, false, true), (offered, theirs.Contains(offered, StringComparison.Ordinal), everything.Contains(offered, StringComparison.Ordinal)));
        await EachAsync(reader, "200", inBulk);

        static async Task EachAsync(Participant who, string outcome, string[] ways)
        {
            foreach (var way in ways)
                Assert.Equal((way, outcome), (way, await who.GetAsync(way).OutcomeAsync()));
        }
    }

    [Fact]
    public async Task One_point_leaves_with_what_is_said_about_it_by_both_ways()
    {
        var room = await DiscussionAsync();
        var one = await BothAsync(room, $"clause:{room.First}");
        Assert.All(["first thought", "answer to it", "The first point."], words => Assert.Contains(words, one, StringComparison.Ordinal));
        Assert.All(["second thought", "The second point."], words => Assert.DoesNotContain(words, one, StringComparison.Ordinal));
        var http = await room.Owner.GetAsync($"/api/documents/{room.Document}/export?format=text&scope=clause:{room.Document}");
        Assert.Equal("404 not-found", await http.OutcomeAsync());
        Assert.Equal(1, (await Executable.RunAsync("export", room.Document, "--data", Server.Data, "--format", "text", "--scope", $"clause:{room.Document}")).Code);
    }

    [Fact]
    public async Task Selected_notes_leave_by_number_and_by_id_by_both_ways()
    {
        var room = await DiscussionAsync();
        var by = await BothAsync(room, "selected", $"{room.Note["number"]}", $"{room.Pinned["id"]}");
        Assert.All(["first thought", "fixed commentary"], words => Assert.Contains(words, by, StringComparison.Ordinal));
        Assert.All(["second thought", "answer to it"], words => Assert.DoesNotContain(words, by, StringComparison.Ordinal));
        Assert.Equal(by, await BothAsync(room, "", $"{room.Note["number"]}", $"{room.Pinned["number"]}"));
        foreach (var (query, status) in new[] { ("scope=selected", "400 bad-request"), ("annotation=99", "404 not-found"), ("annotation=-1", "404 not-found"), ($"annotation={room.Document}", "404 not-found") })
            Assert.Equal(status, await (await room.Owner.GetAsync($"/api/documents/{room.Document}/export?format=text&{query}")).OutcomeAsync());
        var none = await Executable.RunAsync("export", room.Document, "--data", Server.Data, "--format", "text", "--scope", "selected");
        Assert.Equal(1, none.Code);
        Assert.Contains("Nothing is selected", none.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ones_own_notes_leave_by_HTTP_and_the_command_line_says_that_it_has_none()
    {
        var room = await DiscussionAsync();
        var mine = await room.Annotator.Http.GetStringAsync($"/api/documents/{room.Document}/export?format=text&scope=mine");
        Assert.All(["first thought", "second thought"], words => Assert.Contains(words, mine, StringComparison.Ordinal));
        Assert.All(["answer to it", "fixed commentary"], words => Assert.DoesNotContain(words, mine, StringComparison.Ordinal));
        var (code, output, errors) = await Executable.RunAsync("export", room.Document, "--data", Server.Data, "--format", "text", "--scope", "mine");
        Assert.Equal(2, code);
        Assert.Contains("--scope mine has no meaning here", errors + output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_lists_the_archive_among_the_formats()
    {
        Assert.EndsWith("paper, or archive.", Assert.Single(ExportCommand.Make().Parse(["x", "--format", "pdf"]).Errors).Message, StringComparison.Ordinal);
        Assert.Empty(ExportCommand.Make().Parse(["x", "--format", "archive"]).Errors);
    }

    [Fact]
    public async Task A_moment_of_the_past_gives_the_bytes_that_were_exported_then_by_page_HTTP_and_command_line()
    {
        var room = await DiscussionAsync();
        var path = $"/api/documents/{room.Document}/export?format=html&scope=all";
        var (then, seq) = (await room.Owner.Http.GetStringAsync(path), (long)(await room.Owner.ReadAsync($"/api/documents/{room.Document}"))["seq"]!);
        await room.Annotator.AnnotateAsync(room.Document, "a later thought", room.First);

        Assert.NotEqual(then, await room.Owner.Http.GetStringAsync(path));
        Assert.Equal(then, await room.Owner.Http.GetStringAsync($"{path}&at={seq}"));
        Assert.Equal(then, await CommandAsync(room, "html", "--at", $"{seq}"));
        Assert.Equal(await room.Owner.Http.GetStringAsync(path), await room.Owner.Http.GetStringAsync($"{path}&at=latest"));
        var page = await room.Owner.Http.GetStringAsync($"/rooms/{room.Document}/export?format=html&at={seq}");
        Assert.Contains($"/api/documents/{room.Document}/export?format=html&amp;scope=all&amp;at={seq}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a later thought", page, StringComparison.Ordinal);
        Assert.Contains("a later thought", await room.Owner.Http.GetStringAsync($"/rooms/{room.Document}/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_written_in_the_zone_that_was_asked_for()
    {
        var room = await DiscussionAsync();
        var path = $"/api/documents/{room.Document}/export?format=text";
        var utc = await room.Owner.Http.GetStringAsync(path);
        Assert.Contains("Times: UTC", utc, StringComparison.Ordinal);
        Assert.Equal(utc, await room.Owner.Http.GetStringAsync($"{path}&tz=UTC"));
        var kathmandu = await room.Owner.Http.GetStringAsync($"{path}&tz=Asia/Kathmandu");
        Assert.Contains("(UTC+05:45)", kathmandu, StringComparison.Ordinal);
        Assert.Contains("Times: the zone Asia/Kathmandu", kathmandu, StringComparison.Ordinal);
        Assert.Equal(kathmandu, await CommandAsync(room, "text", "--tz", "Asia/Kathmandu"));
        foreach (var unknown in new[] { "Europe/Atlantis", "../../../etc/passwd", "/etc/localtime", "Europe", "+02:00", "%00" })
            Assert.Equal((unknown, "400 bad-request"), (unknown, await (await room.Owner.GetAsync($"{path}&tz={unknown}")).OutcomeAsync()));
        var refused = await Executable.RunAsync("export", room.Document, "--data", Server.Data, "--format", "text", "--tz", "Europe/Atlantis");
        Assert.Equal(1, refused.Code);
        Assert.Contains("no such time zone", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_over_a_file_by_an_export_that_is_refused()
    {
        var room = await DiscussionAsync();
        var file = Path.Combine(_folder, "kept.txt");
        await File.WriteAllTextAsync(file, "kept");
        Assert.Equal(1, (await Executable.RunAsync("export", room.Document, "--data", Server.Data, "--format", "text", "--at", "999", "--out", file)).Code);
        Assert.Equal("kept", await File.ReadAllTextAsync(file));
    }

    /// <summary>The export by HTTP, which the command line must equal.</summary>
    private async Task<string> BothAsync(Discussion room, string scope, params string[] notes)
    {
        var http = await room.Owner.Http.GetStringAsync($"/api/documents/{room.Document}/export?format=markdown&scope={scope}{string.Concat(notes.Select(note => $"&annotation={note}"))}");
        string[] options = [.. scope.Length > 0 ? ["--scope", scope] : Array.Empty<string>(), .. notes.SelectMany(note => new[] { "--annotation", note })];
        Assert.Equal(http, await CommandAsync(room, "markdown", options));
        return http;
    }

    private async Task<string> CommandAsync(Discussion room, string format, params string[] options)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid()}.out");
        await File.WriteAllTextAsync($"{file}.part", "What a run that was cut short left, for all to read.");
        var (code, output, errors) = await Executable.RunAsync(["export", room.Document, "--data", Server.Data, "--format", format, "--out", file, .. options]);
        Assert.Equal((0, ""), (code, code == 0 ? output : errors));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        return await File.ReadAllTextAsync(file);
    }

    private async Task<Discussion> DiscussionAsync()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var annotator = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        var clauses = (await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList();
        var note = await annotator.AnnotateAsync(document, "first thought", clauses[0]);
        await owner.PostAsync($"/api/documents/{document}/annotations/{note["id"]}/replies", new { commandId = Guid.NewGuid(), body = new { text = "answer to it" } });
        var pinned = await owner.AnnotateAsync(document, "fixed commentary", clauses[0]);
        await owner.PutAsync($"/api/documents/{document}/annotations/{pinned["id"]}/pin", new { commandId = Guid.NewGuid(), clause = clauses[0] });
        await annotator.AnnotateAsync(document, "second thought", clauses[1]);
        return new Discussion(document, owner, annotator, clauses[0], note, pinned);
    }

    private sealed record Discussion(string Document, Participant Owner, Participant Annotator, string First, JsonObject Note, JsonObject Pinned);
}
