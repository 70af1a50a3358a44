using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Search;

/// <summary>What is in all texts of a seminar is found and offered by the rights of whoever asks, before anything is counted.</summary>
[Collection(ServerCollection.Name)]
public sealed class SeminarSearchTests(ServerFixture fixture)
{
    [Fact]
    public async Task M149_Notes_of_all_texts_are_found_in_three_orders_and_what_one_may_not_read_is_neither_shown_nor_counted()
    {
        var (seminar, owner, first) = await fixture.Server.NewSeminarAsync();
        var second = await AddTextAsync(owner, seminar, "Another text", string.Join("\n\n", Enumerable.Range(1, 11).Select(i => $"{i}. Of needles and of threads, {i}.")));
        var (ida, jon) = (await fixture.Server.JoinAsync(Role.Annotator, seminar: seminar), await fixture.Server.JoinAsync(Role.Annotator, seminar: seminar));
        await ida.AnnotateAsync(first, "A needle, a needle.");
        await ida.AnnotateAsync(second, "A needle in a sentence that goes on and on, and says much besides what is looked for here.");
        await ida.AnnotateAsync(first, "No such thing.");
        var hidden = (string)(await ida.AnnotateAsync(second, "A needle that is hidden."))["id"]!;
        (await owner.PostAsync($"/api/documents/{second}/annotations/{hidden}/hide", new { commandId = Guid.NewGuid() })).Dispose();
        await ida.AnnotateAsync(first, "A needle of my own.", isPrivate: true);

        Assert.Equal([(second, 1), (first, 1)], Places(await FindAsync(jon, "needle")));
        Assert.Equal([(first, 1), (second, 1)], Places(await FindAsync(jon, "needle", "&sort=document")));
        Assert.Equal([(first, 1), (second, 1)], Places(await FindAsync(jon, "needle", "&sort=relevance")));
        var counted = await FindAsync(jon, "needle");
        Assert.Equal((2, "1,1"), ((int)counted["count"]!, string.Join(',', counted["documents"]!.AsArray().Select(document => (int)document!["count"]!))));
        // Its author and moderators read it.
        Assert.Equal([3, 3, 2], new[] { await FindAsync(ida, "needle"), await FindAsync(owner, "needle"), await FindAsync(jon, "needle") }.Select(found => (int)found["count"]!));
        Assert.Empty((await FindAsync(jon, "hidden"))["documents"]!.AsArray());
        var page = await jon.Http.GetStringAsync($"/seminars/{seminar}/search?q=needle");
        Assert.Contains("2 notes", page, StringComparison.Ordinal);
        Assert.DoesNotContain("that is hidden", page, StringComparison.Ordinal);
        Assert.DoesNotContain("of my own", page, StringComparison.Ordinal);

        // A point that one text alone has; one that none has; an order that there is not.
        await ida.AnnotateAsync(second, "Of the needle.", (string)(await owner.ReadAsync($"/api/documents/{second}"))["clauses"]!.AsArray().Single(clause => (string?)clause!["label"] is "11" or "11.")!["id"]!);
        Assert.Equal([(second, 3)], Places(await FindAsync(jon, "point:11")));
        foreach (var (query, outcome) in new[] { ("q=point:99", "422 bad-query"), ("q=", "400 bad-request"), ("q=x&sort=number", "400 bad-request"), ("q=needle&after=nowhere:1", "400 bad-request") })
            Assert.Equal((query, outcome), (query, await jon.GetAsync($"/api/seminars/{seminar}/search?{query}").OutcomeAsync()));
        Assert.Contains("not among what is found", await jon.Http.GetStringAsync($"/seminars/{seminar}/search?q=needle&after=nowhere:1"), StringComparison.Ordinal);
        Assert.Contains("No note that you may read", await jon.Http.GetStringAsync($"/seminars/{seminar}/search?q=haystack"), StringComparison.Ordinal);
        var after = await FindAsync(jon, "needle", $"&sort=document&after={first}:1");
        Assert.Equal((3, "3"), ((int)after["count"]!, string.Join(',', Places(after).Skip(1).Select(place => place.Number))));

        Task<JsonObject> FindAsync(Participant who, string words, string more = "") => who.ReadAsync($"/api/seminars/{seminar}/search?q={Uri.EscapeDataString(words)}{more}");
    }

    [Fact]
    public async Task M150_The_tags_of_a_seminar_are_those_of_notes_that_one_may_read_the_most_used_first()
    {
        var (seminar, owner, first) = await fixture.Server.NewSeminarAsync();
        var second = await AddTextAsync(owner, seminar, "Another text", "1. Of needles.");
        var jon = await fixture.Server.JoinAsync(Role.Guest, seminar: seminar);
        await TagAsync(first, "order", "power");
        await TagAsync(second, "Order");
        await TagAsync(second, "Order");
        var hidden = await TagAsync(second, "scandal");
        (await owner.PostAsync($"/api/documents/{second}/annotations/{hidden}/hide", new { commandId = Guid.NewGuid() })).Dispose();

        Assert.Equal(["Order 3", "power 1"], await TagsAsync(jon));
        Assert.Equal(["Order 3", "power 1", "scandal 1"], await TagsAsync(owner));
        Assert.Equal("404 not-found", await (await fixture.Server.OutsiderAsync()).GetAsync($"/api/seminars/{seminar}/tags").OutcomeAsync());

        async Task<string> TagAsync(string document, params string[] tags)
        {
            using var answer = await owner.PostAsync($"/api/documents/{document}/annotations", new { commandId = Guid.NewGuid(), body = new { text = "x" }, tags });
            return (string)(await answer.JsonAsync())["id"]!;
        }

        async Task<IEnumerable<string>> TagsAsync(Participant who) =>
            (await who.ReadAsync($"/api/seminars/{seminar}/tags"))["items"]!.AsArray().Select(tag => $"{tag!["tag"]} {tag["count"]}");
    }

    private static async Task<string> AddTextAsync(Participant owner, string seminar, string title, string text)
    {
        using var answer = await owner.PostAsync($"/api/seminars/{seminar}/documents", new { commandId = Guid.NewGuid(), title, text, format = "text" });
        return (string)(await answer.JsonAsync())["id"]!;
    }

    private static IEnumerable<(string Document, int Number)> Places(JsonObject found) =>
        found["items"]!.AsArray().Select(item => ((string)item!["document"]!, (int)item["annotation"]!["number"]!));
}
