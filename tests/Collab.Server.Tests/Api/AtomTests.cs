using System.Net;
using System.Net.Http.Headers;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>The feed of a document as a feed reader gets it.</summary>
[Collection(ServerCollection.Name)]
public sealed class AtomTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M175_a_token_as_a_password_is_taken_by_the_feed_and_nowhere_else()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var token = (await owner.WithTokenAsync("read")).Token!;
        var path = $"/api/documents/{document}";

        Assert.Equal(HttpStatusCode.OK, (await AskAsync($"{path}/feed", Basic("reader", token))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync($"{path}/feed", new("Bearer", token))).StatusCode);
        foreach (var elsewhere in new[] { path, $"{path}/events", $"{path}/export?format=json", "/api/me", "/hub" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(elsewhere, Basic("reader", token))).StatusCode);
        foreach (var wrong in new[] { Basic("reader", token[..^1]), Basic(token, ""), new("Basic", "nothing"), null })
        {
            using var refused = await AskAsync($"{path}/feed", wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal(["Bearer", "Basic"], refused.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        }

        using var inAddress = await AskAsync($"{path}/feed?token={token}", null);
        Assert.Equal(HttpStatusCode.Unauthorized, inAddress.StatusCode);
        using var other = await AskAsync("/api/me", null);
        Assert.Equal(["Bearer"], other.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        var exporting = (await owner.WithTokenAsync("export")).Token!;
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync($"{path}/feed", Basic("reader", exporting))).StatusCode);
    }

    [Fact]
    public async Task M176_words_that_i_may_not_read_are_in_no_feed_of_mine()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var (author, reader, gone) = (await Server.JoinAsync(Role.Annotator, seminar: seminar), await Server.JoinAsync(Role.Reader, seminar: seminar), await Server.JoinAsync(Role.Annotator, seminar: seminar));
        var hidden = await author.AnnotateAsync(document, "hidden-words");
        var deleted = await author.AnnotateAsync(document, "deleted-words");
        await author.AnnotateAsync(document, "private-words", isPrivate: true);
        await gone.AnnotateAsync(document, "erased-words");
        await author.AnnotateAsync(document, "open-words");
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{hidden["id"]}/hide", new { commandId = Guid.NewGuid(), reason = "Rude." }).OutcomeAsync());
        Assert.Equal("200", await author.DeleteAsync($"/api/documents/{document}/annotations/{deleted["id"]}", Guid.NewGuid()).OutcomeAsync());
        Assert.Equal("204", await owner.PostAsync($"/api/seminars/{seminar}/members/{gone.Member}/erase").OutcomeAsync());

        Assert.Equal(["open-words"], await WordsAsync(reader));
        Assert.Equal(["hidden-words", "open-words"], await WordsAsync(owner));
        Assert.Equal(["hidden-words", "open-words"], await WordsAsync(author));
        Assert.Equal(4, (await FeedAsync(reader, $"/api/documents/{document}/feed")).Items.Count());
        // A feed reader that kept the words takes what comes in their place, because it is later than what was written after them.
        var feed = XDocument.Parse(await reader.Http.GetStringAsync($"/api/documents/{document}/feed")).Root!;
        var times = feed.Descendants().Where(element => element.Name.LocalName == "updated").Select(updated => updated.Value).ToList();
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
        Assert.Equal(times[0], times[1]);
        Assert.Equal("404 not-found", await (await Server.OutsiderAsync()).GetAsync($"/api/documents/{document}/feed").OutcomeAsync());

        async Task<IEnumerable<string>> WordsAsync(Participant who)
        {
            var text = await who.Http.GetStringAsync($"/api/documents/{document}/feed");
            return new[] { "deleted-words", "erased-words", "hidden-words", "open-words", "private-words" }.Where(word => text.Contains(word, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_feed_reader_gets_every_note_page_by_page_and_nothing_where_nothing_is_new()
    {
        var (_, owner, document) = await Server.NewSeminarAsync("Monday seminar");
        List<string> notes = [];
        for (var i = 1; i <= 5; i++)
            notes.Add((string)(await owner.AnnotateAsync(document, $"Note {i}"))["id"]!);
        Assert.Equal("200", await owner.PatchAsync($"/api/documents/{document}/annotations/{notes[0]}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = "Reworded", format = "markdown" } }).OutcomeAsync());

        List<SyndicationItem> items = [];
        var pages = 0;
        for (Uri? page = new($"/api/documents/{document}/feed?limit=2", UriKind.Relative); page is not null; pages++)
        {
            var feed = await FeedAsync(owner, page.ToString());
            Assert.Equal("Monday seminar", feed.Title.Text);
            items.AddRange(feed.Items);
            page = feed.Links.SingleOrDefault(link => link.RelationshipType == "next")?.Uri;
        }

        Assert.Equal(3, pages);
        Assert.Equal(new[] { notes[0], notes[4], notes[3], notes[2], notes[1] }.Select(id => $"urn:collab:note:{id}"), items.Select(item => item.Id));
        Assert.Equal(("Note 1", "<p>Reworded</p>", owner.Name), (items[0].Title.Text, ((TextSyndicationContent)items[0].Content).Text, items[0].Authors.Single().Name));

        using var first = await owner.GetAsync($"/api/documents/{document}/feed");
        Assert.Equal("application/atom+xml", first.Content.Headers.ContentType!.MediaType);
        var tag = first.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(tag));
        await owner.AnnotateAsync(document, "Another");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tag));
        foreach (var wrong in new[] { "limit=0", "limit=201", "limit=x", "before=5", "before=5-x", "before=-1-1" })
            Assert.Equal("400 bad-request", await owner.GetAsync($"/api/documents/{document}/feed?{wrong}").OutcomeAsync());

        async Task<HttpStatusCode> StatusAsync(string known)
        {
            using var answer = await owner.SendAsync(HttpMethod.Get, $"/api/documents/{document}/feed", null, ("If-None-Match", known));
            return answer.StatusCode;
        }
    }

    private static async Task<SyndicationFeed> FeedAsync(Participant who, string address)
    {
        using var xml = XmlReader.Create(await who.Http.GetStreamAsync(address));
        return SyndicationFeed.Load(xml);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, AuthenticationHeaderValue? credentials)
    {
        using var client = Server.NewClient();
        client.DefaultRequestHeaders.Authorization = credentials;
        return await client.GetAsync(path);
    }

    private static AuthenticationHeaderValue Basic(string name, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
}
