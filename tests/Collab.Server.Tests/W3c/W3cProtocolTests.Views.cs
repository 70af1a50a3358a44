using System.Text.Json.Nodes;
using Collab.Contracts.Documents;
using Collab.Domain.Commands;
using Collab.Domain.Importing;
using Collab.Testing;

namespace Collab.Server.Tests.W3c;

public sealed partial class W3cProtocolTests
{
    /// <summary>As many as need three pages.</summary>
    private async Task ManyAsync(Participant owner, string document)
    {
        var import = new ImportNotes { CommandId = Guid.NewGuid(), Actor = owner.Member, Format = NotesFormat.JsonLd, Authors = ["Ana"], Notes = [.. Enumerable.Range(1, 120).Select(i => new ImportedNote { Author = 0, Text = $"Remark {i}." })] };
        var reply = await fixture.Server.Grains.GetGrain<IDocumentGrain>(document).ExecuteAsync(import);
        Assert.Equal(200, (await GetAsync($"{container}?atLeast={reply.Outcome!.Seq}")).Status);
    }

    private async Task ViewsAsync()
    {
        var plain = await GetAsync(container);
        var (iris, descriptions) = (await PreferAsync(Iris), await PreferAsync(Descriptions));
        var (minimal, minimalIris) = (await PreferAsync(Minimal), await PreferAsync($"{Iris[..^1]} http://www.w3.org/ns/ldp#PreferMinimalContainer\""));
        That("C-PREFS", iris.Body != plain.Body);
        That("C-FIRST", plain.Json["first"] is JsonObject);
        That("C-LAST", (string?)plain.Json["last"] is { Length: > 0 });
        That("C-IRIS", iris.Json["first"]!["items"]!.AsArray().All(item => item is JsonValue));
        That("C-DESC", descriptions.Json["first"]!["items"]!.AsArray().All(item => (string?)item!["type"] == "Annotation" || item["type"] is JsonArray));
        That("C-DEFAULT-DESC", JsonNode.DeepEquals(plain.Json, descriptions.Json));
        That("C-MIN", minimal.Json["first"] is JsonValue && !minimal.Body.Contains("contains", StringComparison.Ordinal));
        That("C-MIN-LINKS", minimal.Json["first"] is JsonValue && minimal.Json["last"] is JsonValue);
        That("C-MIN-IRIS", (await GetAsync((string)minimalIris.Json["first"]!)).Json["items"]![0] is JsonValue);
        That("C-MIN-DESC", (await GetAsync((string)minimal.Json["first"]!)).Json["items"]![0] is JsonObject);
        That("C-ID-DIFFERS", (string?)iris.Json["id"] != (string?)descriptions.Json["id"]);
        foreach (var view in new[] { iris, descriptions, minimal, minimalIris })
        {
            That("C-VIEW-CL", view.ContentLocation == (string?)view.Json["id"]);
            That("C-VIEW-GET", await GetAsync((string)view.Json["id"]!) is { Status: 200 } again && (string?)again.Json["id"] == (string?)view.Json["id"]);
            That("C-VARY-PREFER", view.Vary.Contains("Prefer", StringComparison.Ordinal));
            That("C-PREF-APPLIED", view.Values("Preference-Applied").Single() == "return=representation");
        }

        foreach (var odd in new[] { "respond-async", "return=minimal", ";;=,", $"{Iris[..^1]} http://www.w3.org/ns/oa#PreferContainedDescriptions\"", "return=representation;include=\"urn:unknown\"" })
            That("C-PREF-ODD", (await PreferAsync(odd)).Status == 200, odd);

        var walked = await WalkAsync((string)descriptions.Json["first"]!["id"]!, (string)descriptions.Json["id"]!);
        That("P-WALK", walked.Count >= 120);
        That("P-COMPLETE", walked.Distinct().Count() == walked.Count && walked.Count == (int)plain.Json["total"]!, walked.Count);
        That("C-TOTAL", (int)plain.Json["total"]! == walked.Count);
        var listed = await WalkAsync((string)iris.Json["first"]!["id"]!, (string)iris.Json["id"]!);
        That("P-IRIS-COMPLETE", walked.SequenceEqual(listed));
        That("R-ORDER", listed.SequenceEqual(await WalkAsync((string)iris.Json["first"]!["id"]!, (string)iris.Json["id"]!)));
        That("P-EMBED-NOCTX", descriptions.Json["first"]!["@context"] is null && iris.Json["first"]!["@context"] is null);
        That("P-404", (await GetAsync($"{container}?iris=0&page=99999999")).Status == 404 && (await GetAsync($"{container}?iris=0&page=x")).Status == 404);
        That("P-405", (await SendAsync("POST", $"{container}?iris=0&page=0", Annotation())) is { Status: 405 } refused && refused.Allow.SequenceEqual(["GET", "HEAD", "OPTIONS"]));
        That("R-RELATED", walked.All(iri => iri.StartsWith(container, StringComparison.Ordinal)));
        await ShiftedAsync(listed);

        Task<Answer> PreferAsync(string preference) => GetAsync(container, ("Prefer", preference));
    }

    private async Task<List<string>> WalkAsync(string address, string view)
    {
        var (found, before) = (new List<string>(), (string?)null);
        for (var next = (string?)address; next is not null;)
        {
            var answer = await GetAsync(next);
            var page = answer.Json;
            That("P-JSONLD", answer.IsProfiled);
            That("P-CTX", (string?)page["@context"] == Anno);
            That("P-ID", (string?)page["id"] == next);
            That("P-TYPE", (string?)page["type"] == "AnnotationPage");
            That("P-PARTOF", (string?)page["partOf"]?["id"] is { Length: > 0 });
            That("P-PARTOF-IS", (string?)page["partOf"]!["id"] == view);
            That("P-PARTOF-DESC", page["partOf"]!["total"] is not null && page["partOf"]!["modified"] is not null);
            That("P-ITEMS", page["items"]!.AsArray().Count >= 1);
            That("P-START", (int)page["startIndex"]! == found.Count, page["startIndex"]);
            That("P-PREV", (string?)page["prev"] == before, page["prev"]);
            That("P-NOPREFER", (await GetAsync(next, ("Prefer", Iris))).Body == answer.Body);
            found.AddRange(page["items"]!.AsArray().Select(item => item is JsonValue ? (string)item! : (string)item!["id"]!));
            (before, next) = (next, (string?)page["next"]);
            That("P-NEXT", (next is null) == (found.Count >= (int)page["partOf"]!["total"]!));
        }

        return found;
    }

    /// <summary>What goes on an earlier page moves nothing out of a walk that has begun.</summary>
    private async Task ShiftedAsync(List<string> before)
    {
        var page = (await GetAsync($"{container}?iris=1&page=0")).Json;
        var seen = page["items"]!.AsArray().Select(item => (string)item!).ToList();
        Assert.Equal(204, (await SendAsync("DELETE", before[3])).Status);
        Assert.Equal(201, (await SendAsync("POST", container, Annotation())).Status);
        for (var next = (string?)page["next"]; next is not null; next = (string?)page["next"])
        {
            page = (await GetAsync(next)).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!));
        }

        That("R-PAGE-SHIFT", before.All(seen.Contains) && seen.Distinct().Count() == seen.Count);
    }
}
