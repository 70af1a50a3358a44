using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.W3c;

/// <summary>What the doors of the Web Annotation Protocol may not let out, or in.</summary>
[Collection(ServerCollection.Name)]
public sealed class W3cSafetyTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M185_a_page_of_another_site_uses_no_cookie_here_and_no_token_elsewhere()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var container = Container(document);
        var elsewhere = ("Origin", "https://elsewhere.example");
        var note = (string)(await MadeAsync(owner, container, "mine")).Json["id"]!;
        foreach (var (method, address) in new[] { ("POST", container), ("PUT", note), ("DELETE", note) })
        {
            Assert.Equal(403, (await SendAsync(owner, method, address, Annotation("theirs"), elsewhere)).Status);
            Assert.Equal(403, (await SendAsync(owner, method, address, Annotation("theirs"), ("Sec-Fetch-Site", "cross-site"))).Status);
        }

        await using var program = await owner.WithTokenAsync("read", "annotate");
        Assert.Equal(201, (await SendAsync(program, "POST", container, Annotation("by-token"), elsewhere, ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal(403, (await SendAsync(program, "POST", $"/api/documents/{document}/annotations", new JsonObject(), elsewhere)).Status);
        foreach (var answer in new[] { await SendAsync(owner, "GET", container, null, elsewhere), await SendAsync(Server.Stranger(), "OPTIONS", note, null, elsewhere, ("Access-Control-Request-Method", "DELETE")), await SendAsync(Server.Stranger(), "GET", container, null, elsewhere) })
        {
            Assert.Equal(["*"], answer.Values("Access-Control-Allow-Origin"));
            Assert.Empty(answer.Values("Access-Control-Allow-Credentials"));
        }

        Assert.Empty((await SendAsync(owner, "GET", $"/api/documents/{document}", null, elsewhere)).Values("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task M186_words_that_i_may_not_read_are_in_no_annotation_and_on_no_page()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        await using var author = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        await using var gone = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        await using var reader = await Server.JoinAsync(Role.Reader, seminar: seminar);
        var container = Container(document);
        var (hidden, deleted) = (await MadeAsync(author, container, "hidden-words"), await MadeAsync(author, container, "deleted-words"));
        await MadeAsync(gone, container, "erased-words");
        await author.AnnotateAsync(document, "private-words", isPrivate: true);
        var id = ((string)hidden.Json["id"]!)[container.Length..];
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{id}/hide", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal(204, (await SendAsync(author, "DELETE", (string)deleted.Json["id"]!)).Status);
        Assert.Equal("204", await owner.PostAsync($"/api/seminars/{seminar}/members/{gone.Member}/erase").OutcomeAsync());

        foreach (var (who, reads) in new[] { (reader, false), (author, true), (owner, true) })
        {
            foreach (var address in new[] { container, $"{container}?iris=0&page=0", container + id, $"/api/documents/{document}/export?format=jsonld", $"/api/documents/{document}/export?format=json" })
            {
                var text = (await SendAsync(who, "GET", address)).Body;
                Assert.Equal(reads ? ["hidden-words"] : [], new[] { "deleted-words", "erased-words", "hidden-words", "private-words" }.Where(word => text.Contains(word, StringComparison.Ordinal)));
                Assert.Equal(reads, text.Contains("urn:about:hidden-words", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task M187_what_is_kept_is_never_a_page_and_claims_nothing_for_others()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var sent = Annotation("x");
        (sent["ex:html"], sent["creator"], sent["created"]) = ("<script>alert(1)</script>", "https://elsewhere.example/somebody", "2001-01-01T00:00:00Z");
        (sent["collab:state"], sent["collab:id"], sent["collab:verified"]) = ("deleted", "d.x", true);
        var made = await SendAsync(owner, "POST", Container(document), sent);
        Assert.Equal(201, made.Status);
        var read = await SendAsync(owner, "GET", (string)made.Json["id"]!, null, ("Accept", "text/html"));
        Assert.True(read.IsProfiled);
        Assert.Equal(["nosniff"], read.Values("X-Content-Type-Options"));
        Assert.Equal("<script>alert(1)</script>", (string?)read.Json["ex:html"]);
        Assert.EndsWith($"#member-{owner.Member}", (string?)read.Json["creator"]!["id"], StringComparison.Ordinal);
        Assert.DoesNotContain("2001", (string?)read.Json["created"], StringComparison.Ordinal);
        Assert.DoesNotContain(read.Json, property => property.Key.StartsWith("collab:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task M188_what_cannot_be_kept_is_refused_and_nothing_of_it_stored()
    {
        var (_, owner, document) = await Server.NewSeminarAsync();
        var container = Container(document);
        var long_ = Annotation("x");
        long_["ex:long"] = new string('x', 33 * 1024);
        var deep = Annotation("x");
        deep["ex:deep"] = JsonNode.Parse(new string('[', 20) + new string(']', 20));
        foreach (var body in new object[]
        {
            long_, deep, Annotation(new string('x', (16 * 1024) + 1)),
            """{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","target":"urn:x","target":"urn:y"}""",
            """{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","target":"urn:x","ex:a":"\ud800"}""",
            """{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","target":"urn:x","ex:a":"\u0000"}""",
        })
        {
            var refused = await SendAsync(owner, "POST", container, body);
            Assert.True(refused.Status is >= 400 and < 500, refused.Body);
            Assert.EndsWith(".", (string?)refused.Json["detail"], StringComparison.Ordinal);
        }

        Assert.Equal(0, (int)(await SendAsync(owner, "GET", container)).Json["total"]!);
    }

    private string Container(string document) => $"{Server.Address.GetLeftPart(UriPartial.Authority)}/w3c/documents/{document}/annotations/";

    private static async Task<Answer> MadeAsync(Participant who, string container, string word)
    {
        var made = await SendAsync(who, "POST", container, Annotation(word));
        Assert.Equal(201, made.Status);
        return made;
    }

    private static Task<Answer> SendAsync(Participant who, string method, string address, object? body = null, params (string Name, string Value)[] headers) =>
        Answer.OfAsync(who.Http, method, address, body, address.Contains("/api/", StringComparison.Ordinal) ? "application/json" : Answer.Profile, headers);

    private static JsonObject Annotation(string word) => new()
    {
        ["@context"] = "http://www.w3.org/ns/anno.jsonld",
        ["type"] = "Annotation",
        ["body"] = new JsonObject { ["type"] = "TextualBody", ["value"] = word },
        ["target"] = "https://elsewhere.example/page",
        ["rights"] = $"urn:about:{(word.Length > 100 ? "long" : word)}",
    };
}
