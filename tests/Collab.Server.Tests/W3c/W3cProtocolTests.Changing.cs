using System.Text.Json.Nodes;

namespace Collab.Server.Tests.W3c;

public sealed partial class W3cProtocolTests
{
    private async Task UpdateAsync()
    {
        var sent = Annotation();
        (sent["canonical"], sent["id"]) = ("urn:uuid:2", "https://elsewhere.example/anno/2");
        var made = await SendAsync("POST", container, sent);
        var address = made.Headers.Location!.ToString();
        await AnnotationAsync(address);
        var collection = await GetAsync(container);
        var next = made.Json;
        next["body"]!["value"] = "Reworded.";
        var put = await SendAsync("PUT", address, next, ("If-Match", made.ETag));
        That("U-200", put.Status == 200, put.Body);
        That("U-BODY", put.IsProfiled && (string?)put.Json["body"]?["value"] == "Reworded.", put.Body);
        var read = await GetAsync(address);
        That("U-STORED", read.Body == put.Body);
        That("U-ETAG", read.ETag != made.ETag);
        That("U-ETAG-RESP", put.ETag == read.ETag);
        That("U-MODIFIED", read.Json["modified"] is not null && Same(read.Json, made.Json, "created", "creator"));
        That("U-CONTAINER-ETAG", (await GetAsync(container)).ETag != collection.ETag);
        foreach (var (id, tag) in new[] { ("U-412", made.ETag), ("U-412-BOGUS", "\"bogus\"") })
            That(id, (await SendAsync("PUT", address, next, ("If-Match", tag))).Status == 412 && (await GetAsync(address)).ETag == read.ETag);
        That("U-STAR", (await SendAsync("PUT", address, next, ("If-Match", "*"))).Status == 200);
        That("U-NOMATCH", (await SendAsync("PUT", address, next)).Status is 200 or 428);
        var moved = next.DeepClone().AsObject();
        moved["id"] = "https://elsewhere.example/anno/3";
        That("U-ID", await SendAsync("PUT", address, moved) is { Status: 200 } stays && (string?)stays.Json["id"] == address && (string?)stays.Json["via"] == "https://elsewhere.example/anno/2");
        foreach (var (id, property) in new[] { ("U-CANONICAL", "canonical"), ("U-VIA", "via") })
        {
            var changed = next.DeepClone().AsObject();
            changed[property] = "urn:uuid:other";
            That(id, (await SendAsync("PUT", address, changed)).Status == 400);
            changed.Remove(property);
            That(id, Same((await SendAsync("PUT", address, changed)).Json, next, property));
        }

        var now = (await GetAsync(address)).ETag;
        That("U-400", (await SendAsync("PUT", address, "{")).Status == 400 && (await GetAsync(address)).ETag == now);
        That("U-4XX", (await SendAsync("PUT", address, new JsonObject { ["@context"] = Anno, ["type"] = "Remark", ["target"] = "urn:x" })).Status == 400 && (await GetAsync(address)).ETag == now);
        That("U-404", (await SendAsync("PUT", container + new string('A', 22), Annotation())).Status == 404);
        That("U-CONTAINER", (await SendAsync("PUT", container, Annotation())).Status == 405);
        var race = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => SendAsync("PUT", address, Annotation($"Racer {i}."), ("If-Match", now))));
        That("U-RACE", race.Count(answer => answer.Status == 200) == 1 && race.Count(answer => answer.Status == 412) == 7, string.Join(' ', race.Select(answer => answer.Status)));
    }

    private async Task AnnotationAsync(string address)
    {
        var (get, head, options) = (await GetAsync(address), await SendAsync("HEAD", address), await SendAsync("OPTIONS", address));
        Answers("A", get, "GET");
        Answers("A", head, "HEAD");
        Answers("A", options, "OPTIONS");
        That("A-ETAG", get.ETag == head.ETag);
        That("A-CT", get.Content.ContentType?.MediaType == "application/ld+json");
        That("A-PROFILE", get.IsProfiled);
        That("A-DEFAULT-JSONLD", get.Content.ContentType?.MediaType == "application/ld+json");
        That("A-ETAG-STABLE", (await GetAsync(address)).ETag == get.ETag);
        That("A-304", (await GetAsync(address, ("If-None-Match", get.ETag))).Status == 304);
        That("A-406", await GetAsync(address, ("Accept", "image/png")) is { Status: 406 } or { Status: 200, IsProfiled: true });
        var nothing = container + "d." + new string('A', 22);
        That("A-404", (await GetAsync(nothing)).Status == 404 && (await GetAsync(container + "none")).Status == 404);
        That("A-404-HEAD", (await SendAsync("HEAD", nothing)).Status == 404);
        That("A-405", await SendAsync("POST", address, Annotation()) is { Status: 405 } refused && refused.Allow.Contains("PUT"));
        That("A-PATCH", !get.Allow.Contains("PATCH") && (await SendAsync("PATCH", address, Annotation())).Status == 405);
        That("R-NEG-PROFILE", (await GetAsync(address, ("Accept", "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld http://www.w3.org/ns/json-ld#compacted\""))).IsProfiled);
    }

    private async Task DeleteAsync()
    {
        var made = await SendAsync("POST", container, Annotation(), ("Slug", "once"));
        var address = made.Headers.Location!.ToString();
        var before = await GetAsync(container);
        That("D-412", (await SendAsync("DELETE", address, null, ("If-Match", "\"stale\""))).Status == 412 && (await GetAsync(address)).Status == 200);
        var deleted = await SendAsync("DELETE", address, null, ("If-Match", made.ETag));
        That("D-204", deleted.Status == 204 && deleted.Body.Length == 0);
        var after = await GetAsync(container);
        That("D-GONE", (await GetAsync(address)).Status == 410);
        That("D-410", (await GetAsync(address)).Status == 410);
        That("D-AGAIN", (await SendAsync("DELETE", address)).Status == 410);
        That("D-PUT", (await SendAsync("PUT", address, Annotation())).Status == 410);
        That("D-REMOVED", !(await WalkAsync($"{container}?iris=1&page=0", $"{container}?iris=1")).Contains(address));
        That("D-TOTAL", (int)after.Json["total"]! == (int)before.Json["total"]! - 1);
        That("D-CONTAINER-ETAG", after.ETag != before.ETag);
        That("D-404", (await SendAsync("DELETE", container + "d." + new string('A', 22))).Status == 404);
        That("D-NOREUSE", (await SendAsync("POST", container, Annotation(), ("Slug", "once"))).Headers.Location!.ToString() != address);
    }
}
