using System.Text.Json.Nodes;
using Collab.Testing;

namespace Collab.Server.Tests.W3c;

public sealed partial class W3cProtocolTests
{
    private string first = "";

    private async Task CreateAsync(Participant owner, string document, IReadOnlyList<string> clauses)
    {
        var before = await GetAsync(container);
        var sent = Annotation();
        var made = await SendAsync("POST", container, sent);
        first = made.Headers.Location?.ToString() ?? "";
        That("N-201", made.Status == 201 && (await GetAsync(first)).Status == 200, made.Body);
        That("N-LOCATION", first.Length > 0);
        That("N-UNDER", first.StartsWith(container, StringComparison.Ordinal) && first[container.Length..] is { Length: > 0 } rest && !rest.Contains('/'), first);
        That("N-BODY", made.IsProfiled && JsonNode.DeepEquals(made.Json["body"], sent["body"]), made.Body);
        That("N-ID", (string?)made.Json["id"] is { Length: > 0 });
        That("N-LOCATION-ID", (string?)made.Json["id"] == first);
        That("R-IRIHOST", first.StartsWith(fixture.Server.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        var read = await GetAsync(first);
        That("N-ETAG-201", made.ETag == read.ETag && made.ETag.Length > 0, made.ETag);
        That("N-ROUNDTRIP", Same(read.Json, sent, "body", "target", "motivation"), read.Body);
        That("N-CTX", (string?)read.Json["@context"] == Anno);
        That("N-CANONICAL-NONE", read.Json["canonical"] is null);
        That("C-LINK-POST", made.Link.Contains("ldp#BasicContainer", StringComparison.Ordinal) && made.Link.Contains("constrainedBy", StringComparison.Ordinal));
        var after = await GetAsync(container);
        That("N-CONTAINER-ETAG", after.ETag != before.ETag);
        That("C-MODIFIED", ((string?)after.Json["modified"])?.EndsWith('Z') == true);
        That("C-MODIFIED-MOVES", string.CompareOrdinal((string?)after.Json["modified"], (string?)before.Json["modified"]) > 0, after.Json["modified"]);

        var foreign = Annotation();
        (foreign["id"], foreign["canonical"], foreign["rights"]) = ("https://elsewhere.example/anno/1", "urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df", "https://elsewhere.example/licence");
        var kept = (await SendAsync("POST", container, foreign)).Json;
        That("N-ID-REPLACED", ((string)kept["id"]!).StartsWith(container, StringComparison.Ordinal));
        That("N-VIA", (string?)kept["via"] == "https://elsewhere.example/anno/1", kept["via"]);
        That("N-CANONICAL", (string?)kept["canonical"] == (string)foreign["canonical"]!);
        That("M-RIGHTS", (string?)kept["rights"] == (string)foreign["rights"]!);
        foreach (var evil in new[] { "mine", "../../evil", "mine" })
        {
            var made2 = await SendAsync("POST", container, Annotation(), ("Slug", evil));
            That("N-SLUG-TAKEN", made2.Status == 201 && (await GetAsync(first)).ETag == read.ETag);
            That("N-SLUG-EVIL", made2.Headers.Location!.ToString().StartsWith(container, StringComparison.Ordinal) && !made2.Headers.Location.ToString()[container.Length..].Contains('/'));
        }

        That("N-NOPROFILE", (await Answer.OfAsync(http, "POST", container, Annotation(), "application/ld+json")).Status == 201);
        var listed = Annotation();
        listed["@context"] = new JsonArray(Anno, new JsonObject { ["ex"] = "https://elsewhere.example/ns#" });
        listed["ex:mood"] = "calm";
        var extended = await SendAsync("POST", container, listed);
        That("N-CTX-LIST", extended.Status == 201);
        That("M-EXT", Same(extended.Json, listed, "@context", "ex:mood"), extended.Body);
        // The same shape once more, and it is one note: a program that repeats its command is answered the same.
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        Assert.Equal((await SendAsync("POST", container, Annotation(), key)).Headers.Location, (await SendAsync("POST", container, Annotation(), key)).Headers.Location);
        await RefusedAsync();
        await PlacedAsync(owner, document, clauses);
    }

    private async Task RefusedAsync()
    {
        That("N-400-JSON", (await SendAsync("POST", container, "{\"@context\":")).Status == 400);
        That("N-415", (await Answer.OfAsync(http, "POST", container, "<a> <b> <c> .", "application/n-triples")) is { Status: 415 } refused && refused.Link.Contains("constrainedBy", StringComparison.Ordinal));
        That("N-4XX-NOTARGET", await StatusAsync(Without("target")) == 400);
        var typed = Annotation();
        typed["type"] = "Remark";
        That("N-4XX-TYPE", await StatusAsync(typed) == 400);
        var both = Annotation();
        both["bodyValue"] = "twice";
        That("N-4XX-BOTHBODIES", await StatusAsync(both) == 400);
        foreach (var odd in new[] { "null", "[]", "7", "\"text\"", "{}", "{\"@context\":7,\"type\":{},\"target\":[]}", "[[[[[[[[]]]]]]]]", "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"Annotation\",\"target\":\"\\ud800\"}", new string('[', 500) })
            That("N-NO5XX", (await SendAsync("POST", container, odd)).Status is >= 400 and < 500, odd);
        var deep = Annotation();
        deep["ex:deep"] = JsonNode.Parse(new string('[', 40) + new string(']', 40));
        That("N-NO5XX", await StatusAsync(deep) is >= 400 and < 500);

        async Task<int> StatusAsync(JsonObject annotation) => (await SendAsync("POST", container, annotation)).Status;
    }

    /// <summary>Selectors of a document's own address land by the anchoring of the room.</summary>
    private async Task PlacedAsync(Participant owner, string document, IReadOnlyList<string> clauses)
    {
        JsonObject Quote(string exact, string? prefix = null) => new() { ["type"] = "TextQuoteSelector", ["exact"] = exact, ["prefix"] = prefix };
        JsonObject Position(int start, int end) => new() { ["type"] = "TextPositionSelector", ["start"] = start, ["end"] = end };
        var onPage = await LandedAsync(page, Quote("third"));
        Assert.Equal((clauses[2], "third"), (onPage.Clause, onPage.Quote));
        var emoji = await LandedAsync($"{page}#clause-{clauses[1]}", Position(2, 3));
        That("D-SEL-UNITS", emoji == (clauses[1], "b"), emoji);
        var stale = await LandedAsync($"{page}#clause-{clauses[0]}", Quote("words"), Position(0, 3));
        That("D-SEL-ALT", stale == (clauses[0], "words"), stale);
        Assert.Equal((clauses[1], null), await LandedAsync($"{page}#clause-{clauses[1]}", Quote("b")));
        Assert.Equal((null, null), await LandedAsync(page, Quote("nowhere to be found")));
        Assert.Equal((clauses[2], null), await LandedAsync($"{page}#clause-{clauses[2]}"));
        Assert.Equal(404, (await SendAsync("POST", container, Annotation(target: $"{page}#clause-none"))).Status);

        async Task<(string? Clause, string? Quote)> LandedAsync(string source, params JsonObject[] selectors)
        {
            var target = selectors.Length == 0 ? (JsonNode)source : new JsonObject { ["type"] = "SpecificResource", ["source"] = source, ["selector"] = new JsonArray([.. selectors]) };
            var answer = await SendAsync("POST", container, Annotation("Placed.", target));
            Assert.True(answer.Status == 201 && JsonNode.DeepEquals(answer.Json["target"], target), answer.Body);
            var note = await owner.ReadAsync($"/api/documents/{document}/annotations/{answer.Headers.Location!.ToString()[container.Length..]}");
            return ((string?)note["targets"]!.AsArray().FirstOrDefault()?["clause"], (string?)note["targets"]!.AsArray().FirstOrDefault()?["quote"]?["exact"]);
        }
    }

    private static JsonObject Without(string property)
    {
        var annotation = Annotation();
        annotation.Remove(property);
        return annotation;
    }

    private static bool Same(JsonObject one, JsonObject other, params string[] properties) => properties.All(property => JsonNode.DeepEquals(one[property], other[property]));
}
