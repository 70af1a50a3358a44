using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Tests.Docs;
using Collab.Testing;
using Xunit.Abstractions;

namespace Collab.Server.Tests.W3c;

/// <summary>A document as a client of the Web Annotation Protocol meets it: the list of docs/standards.md is gone through on one server.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class W3cProtocolTests(ServerFixture fixture, ITestOutputHelper output)
{
    private const string Anno = "http://www.w3.org/ns/anno.jsonld";
    private const string Iris = "return=representation;include=\"http://www.w3.org/ns/oa#PreferContainedIRIs\"";
    private const string Descriptions = "return=representation;include=\"http://www.w3.org/ns/oa#PreferContainedDescriptions\"";
    private const string Minimal = "return=representation;include=\"http://www.w3.org/ns/ldp#PreferMinimalContainer\"";

    private readonly Assertions assertions = new();
    private HttpClient http = null!;
    private string page = "", container = "";

    [Fact]
    public async Task What_docs_standards_says_of_the_protocol_holds()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync("Standards", "The first point has words.", "a😀b and a😀b again", "The third point.");
        await using var program = await owner.WithTokenAsync("read", "annotate");
        http = program.Http;
        var origin = fixture.Server.Address.GetLeftPart(UriPartial.Authority);
        (page, container) = ($"{origin}/rooms/{document}", $"{origin}/w3c/documents/{document}/annotations/");
        var clauses = (await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList();

        await EmptyAsync();
        await CreateAsync(owner, document, clauses);
        await ModelAsync(clauses);
        await ReadAsync(owner, document);
        await ManyAsync(owner, document);
        await ViewsAsync();
        await UpdateAsync();
        await DeleteAsync();
        await StrangersAsync(seminar, document);

        foreach (var failed in assertions.Failed)
            output.WriteLine(failed);
        Assert.Empty(assertions.Failed);
        var table = Assertions.Table(Repository.Read("docs", "standards.md"));
        Assert.Equal(table.Where(row => row.By.Contains(nameof(W3cProtocolTests), StringComparison.Ordinal)).Select(row => row.Id).Order(), assertions.Ids.Order());
        Assert.All(table, row => Assert.True(row.Met == "yes" || (row.By.Length > 20 && !row.Level.StartsWith("MUST", StringComparison.Ordinal)) || row.Met == "n/a", $"{row.Id} is not met."));
        Assert.Equal(table.Count, table.Select(row => row.Id).Distinct().Count());
    }

    private void That(string id, bool holds, object? instead = null) => assertions.That(id, holds, instead);

    private Task<Answer> SendAsync(string method, string address, object? body = null, params (string Name, string Value)[] headers) => Answer.OfAsync(http, method, address, body, Answer.Profile, headers);

    private Task<Answer> GetAsync(string address, params (string Name, string Value)[] headers) => SendAsync("GET", address, null, headers);

    private static JsonObject Annotation(string text = "A remark.", JsonNode? target = null) => new()
    {
        ["@context"] = Anno,
        ["type"] = "Annotation",
        ["motivation"] = "commenting",
        ["body"] = new JsonObject { ["type"] = "TextualBody", ["value"] = text, ["format"] = "text/plain", ["language"] = "en" },
        ["target"] = target ?? "https://elsewhere.example/page",
    };

    private async Task EmptyAsync()
    {
        var empty = await GetAsync(container);
        That("D-COL-FIRST", empty.Json["first"] is null && empty.Json["last"] is null && (int)empty.Json["total"]! == 0, empty.Body);
    }

    /// <summary>What is the same of every answer at the container, or at an annotation.</summary>
    private void Answers(string kind, Answer answer, string method)
    {
        var isContainer = kind == "C";
        That($"{kind}-{(method == "GET" ? "GET" : method)}", answer.Status is 200 or 204 && (method != "HEAD" || answer.Body.Length == 0), answer.Status);
        var allowed = isContainer ? new[] { "GET", "HEAD", "OPTIONS", "POST" } : ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"];
        That($"{kind}-ALLOW", allowed.All(answer.Allow.Contains), string.Join(' ', answer.Allow));
        if (!isContainer)
        {
            That("A-LINK", answer.Link.Contains("<http://www.w3.org/ns/ldp#Resource>; rel=\"type\"", StringComparison.Ordinal), answer.Link);
        }
        else
        {
            That("C-LINK", answer.Link.Length > 0);
            That("C-LINK-TYPE", answer.Link.Contains("<http://www.w3.org/ns/ldp#BasicContainer>; rel=\"type\"", StringComparison.Ordinal), answer.Link);
            That("C-LINK-CONSTRAINED", answer.Link.Contains("<http://www.w3.org/TR/annotation-protocol/>; rel=\"http://www.w3.org/ns/ldp#constrainedBy\"", StringComparison.Ordinal), answer.Link);
            That("C-ACCEPT-POST", answer.Values("Accept-Post").Any(value => value.Contains("application/ld+json", StringComparison.Ordinal)));
        }

        if (method == "OPTIONS")
            return;
        That($"{kind}-ETAG", answer.Headers.ETag is { IsWeak: false }, answer.ETag);
        That($"{kind}-VARY", answer.Vary.Contains("Accept", StringComparison.Ordinal), answer.Vary);
    }

    private async Task ReadAsync(Participant owner, string document)
    {
        var (get, head, options) = (await GetAsync(container), await SendAsync("HEAD", container), await SendAsync("OPTIONS", container));
        Answers("C", get, "GET");
        Answers("C", head, "HEAD");
        Answers("C", options, "OPTIONS");
        That("C-URL", new Uri(container) is { Query: "", Fragment: "" } && container.EndsWith('/'));
        That("R-CONTAINERS", get.Status == 200);
        That("C-ETAG-SAME", get.ETag == head.ETag);
        That("C-304", (await GetAsync(container, ("If-None-Match", get.ETag))).Status == 304);
        That("C-JSONLD", get.Content.ContentType?.MediaType == "application/ld+json");
        That("C-DEFAULT-JSONLD", get.Content.ContentType?.MediaType == "application/ld+json");
        That("C-PROFILE", get.IsProfiled, get.Content.ContentType);
        var contexts = get.Json["@context"]!.AsArray().Select(context => (string)context!).ToList();
        That("C-CTX", contexts.Contains(Anno));
        That("C-CTX-LDP", contexts.Contains("http://www.w3.org/ns/ldp.jsonld"));
        var types = get.Json["type"]!.AsArray().Select(type => (string)type!).ToList();
        That("C-TYPE", types.Contains("AnnotationCollection"));
        That("C-TYPE-LDP", types.Contains("BasicContainer"));
        That("C-ID", Uri.IsWellFormedUriString((string?)get.Json["id"], UriKind.Absolute));
        That("C-LABEL", (string?)get.Json["label"] == "Standards", get.Json["label"]);
        That("C-CONTENT-LOCATION", get.ContentLocation == (string?)get.Json["id"], get.ContentLocation);
        That("C-406", (await GetAsync(container, ("Accept", "image/png"))) is { Status: 406 } or { Status: 200, IsProfiled: true });
        That("C-404", (await GetAsync(container.Replace(document, new string('A', document.Length), StringComparison.Ordinal))).Status == 404);
        That("C-PREFLIGHT", (await PreflightAsync(container, "POST")) is var preflight && preflight.Status is 200 or 204
            && preflight.Values("Access-Control-Allow-Methods").Single().Contains("POST", StringComparison.Ordinal) && preflight.Values("Access-Control-Allow-Headers").Single().Contains("Authorization", StringComparison.Ordinal)
            && !preflight.Values("Access-Control-Allow-Credentials").Any());
        var exposed = string.Join(", ", get.Values("Access-Control-Expose-Headers"));
        That("C-EXPOSE", new[] { "ETag", "Location", "Link", "Allow" }.All(header => exposed.Contains(header, StringComparison.Ordinal)) && get.Values("Access-Control-Allow-Origin").Single() == "*", exposed);
        That("X-DISCOVERY", await AnnouncesAsync(page) && await AnnouncesAsync(page + "/reading"));
        That("R-DISCOVER", await AnnouncesAsync(page));

        async Task<bool> AnnouncesAsync(string address) => (await Answer.OfAsync(owner.Http, "GET", address, headers: ("Accept", "text/html"))).Link.Contains($"<{container}>; rel=\"http://www.w3.org/ns/oa#annotationService\"", StringComparison.Ordinal);
    }

    private async Task<Answer> PreflightAsync(string address, string method)
    {
        using var anonymous = fixture.Server.NewClient();
        return await Answer.OfAsync(anonymous, "OPTIONS", address, null, Answer.Profile, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization,content-type"));
    }

    private async Task StrangersAsync(string seminar, string document)
    {
        using var anonymous = fixture.Server.NewClient();
        var refused = await Answer.OfAsync(anonymous, "POST", container, Annotation());
        That("X-401", refused.Status == 401 && refused.Headers.WwwAuthenticate.Count > 0, refused.Status);
        var one = (string)(await GetAsync($"{container}?iris=1&page=0")).Json["items"]![0]!;
        That("X-401-DELETE", (await Answer.OfAsync(anonymous, "DELETE", one)).Status == 401 && (await Answer.OfAsync(anonymous, "PUT", one, Annotation())).Status == 401);
        await using var reader = await fixture.Server.JoinAsync(Role.Reader, seminar: seminar);
        Assert.Equal(403, (await Answer.OfAsync(reader.Http, "POST", container, Annotation())).Status);
        Assert.Equal(403, (await Answer.OfAsync(reader.Http, "DELETE", one)).Status);
        var spoken = Annotation("For some.");
        spoken["audience"] = new JsonObject { ["id"] = "https://elsewhere.example/some", ["type"] = "schema:Audience" };
        var heard = await Answer.OfAsync(reader.Http, "GET", (await SendAsync("POST", container, spoken)).Headers.Location!.ToString());
        That("D-AUDIENCE-ACL", Same(heard.Json, spoken, "body", "audience"), heard.Body);
        await using var outsider = await fixture.Server.OutsiderAsync();
        Assert.Equal(404, (await Answer.OfAsync(outsider.Http, "GET", container)).Status);
        // A page of another site has no use of the browser's cookie, and any of a token.
        Assert.Equal(403, (await Answer.OfAsync(reader.Http, "POST", container, Annotation(), Answer.Profile, ("Origin", "https://elsewhere.example"))).Status);
        Assert.Equal(201, (await SendAsync("POST", container, Annotation(), ("Origin", "https://elsewhere.example"))).Status);
        That("X-BODY-LIMIT", (await SendAsync("POST", container, Annotation(new string('x', 4 * 1024 * 1024)))).Status == 413);
        Assert.Equal(404, (await GetAsync($"{container}n.{new string('A', 22)}")).Status);
        Assert.NotEmpty(document);
    }
}
