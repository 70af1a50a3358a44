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

    [Fact]
    public async Task Who_is_named_in_a_note_is_not_written_out_by_whoever_puts_it_back()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        await using var ana = await Server.JoinAsync(Role.Annotator, "*Ana_B*", seminar);
        var container = Container(document);
        var sent = Annotation("x");
        sent["body"]!["value"] = "@*Ana_B*, is it so?";
        var made = (await SendAsync(owner, "POST", container, sent)).Json;
        Assert.Equal($"@{{{ana.Member}}}, is it so?", await WordsAsync());
        var shown = (await SendAsync(owner, "GET", (string)made["id"]!)).Json;
        Assert.Contains(@"@\*Ana\_B\*", (string?)shown["body"]![0]!["value"], StringComparison.Ordinal);
        shown["body"]!.AsArray().Add(new JsonObject { ["type"] = "TextualBody", ["value"] = "a-tag", ["purpose"] = "tagging" });
        Assert.Equal(200, (await SendAsync(owner, "PUT", (string)made["id"]!, shown)).Status);
        Assert.Equal($"@{{{ana.Member}}}, is it so?", await WordsAsync());
        shown["body"]![0]!["value"] = ((string)shown["body"]![0]!["value"]!).Replace("is it so", "is it really so", StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(owner, "PUT", (string)made["id"]!, shown)).Status);
        Assert.Equal($"@{{{ana.Member}}}, is it really so?", await WordsAsync());

        async Task<string?> WordsAsync() => (string?)(await owner.ReadAsync($"/api/documents/{document}"))["annotations"]![0]!["body"]!["text"];
    }

    [Fact]
    public async Task A_note_on_an_earlier_text_names_that_text_and_is_placed_nowhere_by_a_PUT()
    {
        var (_, owner, document) = await Server.NewSeminarAsync("House rules", "Be kind to everyone.", "Listen before you answer anybody.");
        var path = $"/api/documents/{document}";
        var points = (await owner.ReadAsync(path))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList();
        var id = (string)(await owner.AnnotateAsync(document, "To whom?", points[1]))["id"]!;
        object[] pairs = [new { clauses = new[] { points[0] }, parts = new[] { 0 }, confirmed = true }, new { clauses = new[] { points[1] }, parts = Array.Empty<int>(), confirmed = true }];
        Assert.Equal("201", await owner.PostAsync($"{path}/revisions", new { commandId = Guid.NewGuid(), revision = 1, text = "1. Be kind to everyone.\n", pairs }).OutcomeAsync());
        var address = Container(document) + id;
        var given = (await SendAsync(owner, "GET", address)).Json;
        Assert.EndsWith($"/reading?revision=1#clause-{points[1]}", (string?)given["target"]![0]!["source"], StringComparison.Ordinal);
        given["body"] = new JsonArray(new JsonObject { ["type"] = "TextualBody", ["value"] = "To whom, then?", ["format"] = "text/markdown", ["purpose"] = "commenting" });
        Assert.Equal(200, (await SendAsync(owner, "PUT", address, given)).Status);
        var note = (await owner.ReadAsync($"{path}/annotations/{id}"))!;
        Assert.Equal(("To whom, then?", points[1], 1), ((string)note["body"]!["text"]!, (string)note["targets"]![0]!["clause"]!, (int)note["targets"]![0]!["revision"]!));
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
