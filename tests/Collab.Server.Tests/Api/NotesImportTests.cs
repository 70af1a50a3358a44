using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>Notes of a file, over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class NotesImportTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task Notes_leave_one_text_and_come_into_another_once_under_the_names_of_who_wrote_them()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("House rules", "Be kind to everyone.", "Be brief, and be kind.");
        var member = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        var note = await member.AnnotateAsync(document, "To whom?");
        Assert.Equal("201", await owner.PostAsync($"/api/documents/{document}/annotations/{(string)note["id"]!}/replies", new { commandId = Guid.NewGuid(), body = new { text = "To everyone." } }).OutcomeAsync());
        var file = await owner.Http.GetStringAsync($"/api/documents/{document}/export?format=json");
        var (_, other, elsewhere) = await Server.NewSeminarAsync("House rules", "Be kind to everyone.", "Be brief, and be kind.");
        var path = $"/api/documents/{elsewhere}/imports";

        var before = (long)(await other.ReadAsync($"/api/documents/{elsewhere}"))["seq"]!;
        using var previewed = await other.PostAsync($"{path}/preview", new { text = file });
        Assert.Equal(2, (await previewed.JsonAsync())["placed"]!.AsArray().Count);
        Assert.Equal(before, (long)(await other.ReadAsync($"/api/documents/{elsewhere}"))["seq"]!);

        var command = new { commandId = Guid.NewGuid(), text = file };
        using var imported = await other.PostAsync(path, command);
        var seq = (long)(await imported.JsonAsync())["seq"]!;
        // The same again is answered as then, and writes nothing.
        using var again = await other.PostAsync(path, command);
        Assert.Equal(seq, (long)(await again.JsonAsync())["seq"]!);
        Assert.Equal("409 command-reused", await other.PostAsync(path, command with { text = file + " " }).OutcomeAsync());
        Assert.Equal("422 nothing-to-import", await other.PostAsync(path, command with { commandId = Guid.NewGuid() }).OutcomeAsync());

        var snapshot = await other.ReadAsync($"/api/documents/{elsewhere}");
        Assert.Equal(seq, (long)snapshot["seq"]!);
        var notes = snapshot["annotations"]!.AsArray();
        Assert.Equal(["To whom?", "To everyone."], notes.Select(one => (string)one!["body"]!["text"]!));
        Assert.Equal((string)notes[0]!["id"]!, (string)notes[1]!["replyTo"]!);
        Assert.Equal($"{member.Name} (not verified)", (string)notes[0]!["creator"]!["name"]!);
        Assert.True((bool)notes[0]!["creator"]!["unverified"]!);
        Assert.Equal(other.Member, (string)notes[0]!["imported"]!["by"]!);
        // The clauses have learnt of what the document wrote: one answers there.
        Assert.Equal("201", await other.PostAsync($"/api/documents/{elsewhere}/annotations/{(string)notes[1]!["id"]!}/replies", new { commandId = Guid.NewGuid(), body = new { text = "Welcome." } }).OutcomeAsync());
        Assert.Contains($"{member.Name} (not verified)", await other.Http.GetStringAsync($"/rooms/{elsewhere}/reading"), StringComparison.Ordinal);
        Assert.Contains($"{member.Name} (not verified)", await other.Http.GetStringAsync($"/api/documents/{elsewhere}/export?format=text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_of_a_large_group_comes_in_whole_import_by_import()
    {
        var (_, owner, document) = await Server.NewSeminarAsync("House rules", "Be kind to everyone.");
        var path = $"/api/documents/{document}/imports";
        var count = ImportNotes.Most + 300;
        // The last are replies to the first; every tenth has no place here.
        var notes = Enumerable.Range(0, count).Select(i => new
        {
            id = $"n{i}",
            created = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(i),
            user = $"acct:u{i % 7}@example.org",
            uri = i % 10 == 9 ? "https://example.org/elsewhere" : "https://example.org/rules",
            text = $"Words {i}",
            references = i >= count - 100 ? new[] { $"n{i - count + 101}" } : [],
            target = new[] { new { selector = new[] { new { type = "TextQuoteSelector", exact = i % 10 == 9 ? "not here" : "kind" } } } },
        });
        var text = JsonSerializer.Serialize(new { annotations = notes });
        var unplaced = Enumerable.Range(0, count - 100).Count(i => i % 10 == 9);
        var lost = Enumerable.Range(count - 100, 100).Count(i => (i - count + 101) % 10 == 9);
        var coming = count - unplaced - lost;

        var told = new List<(int Left, int Unplaced)>();
        do
        {
            using var preview = await owner.PostAsync($"{path}/preview", new { text });
            var left = Left(await preview.JsonAsync());
            using var imported = await owner.PostAsync(path, new { commandId = Guid.NewGuid(), text });
            Assert.Equal("201", await imported.OutcomeAsync());
            var json = await imported.JsonAsync();
            Assert.Equal(left, Left(json));
            told.Add((left, json["unplaced"]!.AsArray().Count));
        }
        while (told[^1].Left > 0);

        // Of those that are left nobody has looked yet which have a place.
        Assert.Equal(2, told.Count);
        Assert.InRange(told[0].Left, coming - ImportNotes.Most, count - ImportNotes.Most);
        Assert.Equal((0, unplaced + lost), told[1]);
        Assert.Equal("422 nothing-to-import", await owner.PostAsync(path, new { commandId = Guid.NewGuid(), text }).OutcomeAsync());
        var brought = (await owner.ReadAsync($"/api/documents/{document}"))["annotations"]!.AsArray();
        Assert.Equal(coming, brought.Count);
        Assert.Equal(coming, brought.Select(note => (string)note!["body"]!["text"]!).Distinct().Count());
        var ids = brought.ToDictionary(note => (string)note!["body"]!["text"]!, note => (string)note!["id"]!);
        Assert.Equal(ids["Words 1"], (string)brought.Single(note => (string)note!["body"]!["text"]! == $"Words {count - 100}")!["replyTo"]!);

        static int Left(JsonNode json) => json["leftOut"]!.AsArray().Where(left => (string)left!["what"]! == "notes for the next import").Sum(left => (int)left!["count"]!);
    }

    [Fact]
    public async Task M172_a_file_that_would_do_harm_or_is_none_is_refused_and_its_markup_is_text()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("House rules", "Be kind to everyone.");
        var path = $"/api/documents/{document}/imports";
        Assert.Equal("422 malformed-file", await owner.PostAsync(path, new { commandId = Guid.NewGuid(), text = "{" }).OutcomeAsync());
        Assert.Equal("422 not-taken", await owner.PostAsync(path, new { commandId = Guid.NewGuid(), text = "{}" }).OutcomeAsync());
        Assert.Equal("400 unknown-field", await owner.PostAsync(path, new { commandId = Guid.NewGuid(), text = "{}", author = "me" }).OutcomeAsync());
        Assert.Equal("403 forbidden", await (await Server.JoinAsync(Role.Moderator, seminar: seminar)).PostAsync(path, new { commandId = Guid.NewGuid(), text = "{}" }).OutcomeAsync());
        const string Markup = "<img src=x onerror=alert(1)>";
        var text = $$"""{"annotations":[{"id":"1","user":"acct:x@example.org","user_info":{"display_name":"{{Markup}}"},"text":"{{Markup}}","tags":["{{Markup}}"],"target":[]}]}""";
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var form = new MultipartFormDataContent { { file, "file", "../../notes.json" }, { new StringContent($"{Guid.NewGuid()}"), "commandId" } };
        using var imported = await owner.Http.PostAsync(path, form);
        Assert.Equal("201", await imported.OutcomeAsync());
        foreach (var page in new[] { $"/rooms/{document}", $"/rooms/{document}/reading", $"/api/documents/{document}/export?format=html" })
            Assert.DoesNotContain("<img", await owner.Http.GetStringAsync(page), StringComparison.Ordinal);
    }
}
