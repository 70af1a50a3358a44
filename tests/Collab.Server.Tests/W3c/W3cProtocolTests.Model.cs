using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Collab.Server.Tests.W3c;

public sealed partial class W3cProtocolTests
{
    private const string Elsewhere = "https://elsewhere.example/page";

    private async Task ModelAsync(IReadOnlyList<string> clauses)
    {
        var one = (await GetAsync(first)).Json;
        That("M-ONE-ID", (string?)one["id"] == first);
        That("M-TYPE", (string?)one["type"] == "Annotation");
        That("M-TARGET", one["target"] is not null);
        That("M-CREATED", one["created"] is JsonValue);
        That("M-CREATOR", (string?)one["creator"]?["id"] is { Length: > 0 } && one["creator"]!["name"] is not null, one["creator"]);
        That("M-DATES", new[] { one["created"], one["modified"] }.OfType<JsonNode>().All(date => Utc().IsMatch((string)date!)));
        That("M-MOTIVATION", one["motivation"] is JsonValue);
        var value = Without("body");
        value["bodyValue"] = "Just words.";
        var plain = await MadeAsync(value);
        That("M-BODYVALUE", plain["bodyValue"] is null && (string?)plain["body"]?["type"] == "TextualBody" && (string?)plain["body"]?["value"] == "Just words." && (string?)plain["body"]?["format"] == "text/plain", plain);
        var bare = Without("body");
        bare["motivation"] = "bookmarking";
        That("M-NOBODY", await MadeAsync(bare) is { } bookmark && bookmark["body"] is null && Same(bookmark, bare, "motivation"));
        await KeptAsync("M-BODIES", "body", """[{"type":"TextualBody","value":"b","purpose":"describing"},{"type":"TextualBody","value":"a","purpose":"tagging"},"https://elsewhere.example/b"]""");
        await KeptAsync("M-CHOICE", "body", """{"type":"Choice","items":[{"type":"TextualBody","value":"one","language":"en"},{"type":"TextualBody","value":"eins","language":"de"}]}""");
        await KeptAsync("M-EXT-BODY", "body", """{"id":"https://elsewhere.example/a.mp3","type":"Sound","format":"audio/mpeg","language":"fr"}""");
        await KeptAsync("M-TARGETS", "target", $$"""["{{Elsewhere}}",{"id":"https://elsewhere.example/i.png","type":"Image"},"{{page}}"]""");
        await SelectorAsync("M-SEL-QUOTE", """{"type":"TextQuoteSelector","exact":"anotation","prefix":"this is an ","suffix":" that has some"}""");
        await SelectorAsync("M-SEL-POSITION", """{"type":"TextPositionSelector","start":412,"end":795}""");
        await SelectorAsync("M-SEL-BOTH", """[{"type":"TextQuoteSelector","exact":"x"},{"type":"TextPositionSelector","start":1,"end":2}]""");
        await SelectorAsync("M-SEL-RANGE", """{"type":"RangeSelector","startSelector":{"type":"XPathSelector","value":"//td[1]"},"endSelector":{"type":"XPathSelector","value":"//td[3]"}}""");
        await SelectorAsync("M-SEL-FRAGMENT", """{"type":"FragmentSelector","conformsTo":"http://www.w3.org/TR/media-frags/","value":"t=30,60"}""");
        await SelectorAsync("M-SEL-REFINED", """{"type":"FragmentSelector","value":"para5","refinedBy":{"type":"TextQuoteSelector","exact":"Selected Text"}}""");
        await KeptAsync("M-STATE", "target", $$$"""{"source":"{{{Elsewhere}}}","state":{"type":"TimeState","sourceDate":"2015-07-20T13:30:00Z","cached":"https://elsewhere.example/copy"}}""");
        await KeptAsync("M-EMOJI-POS", "target", $$"""[{"type":"SpecificResource","source":"{{page}}#clause-{{clauses[1]}}","selector":[{"type":"TextQuoteSelector","exact":"b","prefix":"a😀","suffix":" and a😀b again"},{"type":"TextPositionSelector","start":2,"end":3}],"scope":"{{page}}"}]""");
        var reply = Annotation("An answer.", first);
        reply["motivation"] = "replying";
        That("M-REPLY", Same(await MadeAsync(reply), reply, "target", "motivation", "body"));
        var agent = Annotation();
        agent["creator"] = new JsonObject { ["id"] = "https://elsewhere.example/ana", ["type"] = "Person", ["name"] = "Ana" };
        agent["generator"] = new JsonObject { ["id"] = "https://elsewhere.example/program", ["type"] = "Software" };
        That("M-AGENT", await MadeAsync(agent) is { } said && (string?)said["creator"]?["id"] == (string?)one["creator"]!["id"] && Same(said, agent, "generator"));

        async Task KeptAsync(string id, string property, string json)
        {
            var annotation = Annotation();
            annotation[property] = JsonNode.Parse(json);
            var made = await MadeAsync(annotation);
            That(id, Same(made, annotation, property), made);
        }

        Task SelectorAsync(string id, string json) => KeptAsync(id, "target", $"{{\"source\":\"{Elsewhere}\",\"selector\":{json}}}");
    }

    private async Task<JsonObject> MadeAsync(JsonObject annotation)
    {
        var answer = await SendAsync("POST", container, annotation);
        return answer.Status == 201 ? (await GetAsync(answer.Headers.Location!.ToString())).Json : answer.Json;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex Utc();
}
