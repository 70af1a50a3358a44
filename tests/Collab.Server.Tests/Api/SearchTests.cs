using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Storage;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class SearchTests(ServerFixture fixture)
{
    /// <summary>So many that the index is asked: of fewer notes all are read.</summary>
    [Fact]
    public async Task More_than_a_hundred_notes_are_found_page_by_page_and_what_has_changed_since_as_it_is()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var path = $"/api/documents/{document}";
        var (guest, clause) = (await fixture.Server.JoinAsync(Role.Guest, seminar: seminar), (string)(await owner.ReadAsync(path))["clauses"]!.AsArray()[^1]!["id"]!);
        List<string> notes = [];
        for (var i = 1; i <= 101; i++)
            notes.Add((string)(await owner.AnnotateAsync(document, i % 2 == 0 ? "needle" : "a needle, a needle", i > 99 ? clause : null))["id"]!);

        var first = await FindAsync(guest, "needle");
        Assert.Equal((101, 100, 100), ((int)first["count"]!, first["items"]!.AsArray().Count, (int)first["next"]!));
        var last = await FindAsync(guest, "needle", $"&after={first["next"]}");
        Assert.Equal((101, 101), (NumbersOf(last).Single(), (int)last["count"]!));
        Assert.False(last.ContainsKey("next"));
        var index = await fixture.Server.Services.GetRequiredService<INoteIndex>().FindAsync(document, (string)(await owner.ReadAsync(path))["epoch"]!, [new(Domain.Search.Tokenizer.PhraseOf("needle"), [], false)]);
        Assert.Equal(101, index.Numbers.Count);

        foreach (var (sort, begins) in new[] { ("newest", (int[])[101, 100, 99]), ("point", [1, 2, 3]), ("relevance", [101, 99, 97]), ("number", [1, 2, 3]) })
        {
            var sorted = await FindAsync(guest, "needle", $"&sort={sort}");
            Assert.Equal(begins, NumbersOf(sorted).Take(3));
            var rest = NumbersOf(await FindAsync(guest, "needle", $"&sort={sort}&after={sorted["next"]}"));
            Assert.Equal(Enumerable.Range(1, 101), NumbersOf(sorted).Concat(rest).Order());
        }

        // Edited, hidden, deleted after the index was made; one that is new; one that came back.
        using var edited = await owner.PatchAsync($"{path}/annotations/{notes[0]}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = "thread and eye" } });
        Assert.Equal(200, (int)edited.StatusCode);
        foreach (var hidden in new[] { notes[1], notes[2] })
            (await owner.PostAsync($"{path}/annotations/{hidden}/hide", new { commandId = Guid.NewGuid() })).Dispose();
        (await owner.PostAsync($"{path}/annotations/{notes[2]}/unhide", new { commandId = Guid.NewGuid() })).Dispose();
        (await owner.DeleteAsync($"{path}/annotations/{notes[3]}", Guid.NewGuid())).Dispose();
        await owner.AnnotateAsync(document, "another needle");
        Assert.Equal((int[])[3, .. Enumerable.Range(5, 98)], NumbersOf(await FindAsync(guest, "needle")));
        Assert.Equal((int[])[2, 3, .. Enumerable.Range(5, 98)], NumbersOf(await FindAsync(owner, "needle")).Order());
        Assert.Equal((99, 100), ((int)(await FindAsync(guest, "needle"))["count"]!, (int)(await FindAsync(owner, "needle"))["count"]!));
        Assert.False((await FindAsync(guest, "needle")).ContainsKey("next"));
        Assert.Equal((int[])[1], NumbersOf(await FindAsync(guest, "\"thread and eye\"")));
        Assert.Equal((int[])[102], NumbersOf(await FindAsync(guest, "anoth*")));
        Assert.Equal((int[])[2], NumbersOf(await FindAsync(owner, "kind:hidden")));
        Assert.Equal(0, (int)(await FindAsync(guest, "kind:hidden"))["count"]!);

        Task<JsonObject> FindAsync(Participant who, string words, string more = "") => who.ReadAsync($"{path}/search?q={Uri.EscapeDataString(words)}{more}");
    }

    [Theory]
    [InlineData("q=", "400 bad-request")]
    [InlineData("", "400 bad-request")]
    [InlineData("q=x&after=soon", "400 bad-request")]
    [InlineData("q=x&sort=best", "400 bad-request")]
    [InlineData("q=x&sort=relevance&after=99", "400 bad-request")]
    [InlineData("q=%22open", "422 bad-query")]
    [InlineData("q=point:99", "422 bad-query")]
    [InlineData("q=kind:poem", "422 bad-query")]
    [InlineData("q=who:", "422 bad-query")]
    [InlineData("q=%E2%80%94", "422 bad-query")]
    public async Task What_cannot_be_looked_for_is_refused(string query, string outcome)
    {
        var (_, owner, document) = await fixture.Server.NewSeminarAsync();
        Assert.Equal(outcome, await owner.GetAsync($"/api/documents/{document}/search?{query}").OutcomeAsync());
        Assert.Equal("400 bad-request", await owner.GetAsync($"/api/documents/{document}/search?q={new string('a', 201)}").OutcomeAsync());
        Assert.Equal("404 not-found", await (await fixture.Server.OutsiderAsync()).GetAsync($"/api/documents/{document}/search?{query}").OutcomeAsync());
    }

    private static int[] NumbersOf(JsonObject answer) => [.. answer["items"]!.AsArray().Select(note => (int)note!["number"]!)];
}
