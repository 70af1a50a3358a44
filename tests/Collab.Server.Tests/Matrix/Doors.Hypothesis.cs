using System.Text.Json.Nodes;
using static Collab.Server.Tests.Matrix.Traits;

namespace Collab.Server.Tests.Matrix;

internal static partial class Doors
{
    private const string H = "/hypothesis/documents/{document}", HN = H + "/api/annotations/{annotation}";

    /// <summary>What Hypothesis' client does, by its own addresses.</summary>
    private static IEnumerable<Door> Hypothesis() =>
    [
        new("read-document", Way.Page, $"GET {H}", Document),
        new("read-document", Way.Page, $"GET {H}/app", Document),
        .. new[] { "GET profile", "PATCH profile", "GET profile/groups", "GET groups", "GET search" }.Select(call => new Door("read-document", Way.Http, call.Replace(" ", $" {H}/api/"), Document)),
        new("read-document", Way.Http, $"GET {H}/api/groups/{{group}}", Document),
        new("read-document", Way.Http, $"GET {HN}", Traits.Note),
        new("read-hidden-body", Way.Http, $"GET {HN}", Traits.Note | Traits.Words),
        new("read-private-note", Way.Http, $"GET {HN}", Traits.Note | Private),
        new("annotate", Way.Http, $"POST {H}/api/annotations", Point | Writing | Waits, cell => Sent(("target", new JsonArray(new JsonObject { ["selector"] = new JsonArray(new JsonObject { ["type"] = "ClauseSelector", ["clause"] = cell.Clause }) })))),
        new("reply", Way.Http, $"POST {H}/api/annotations", Traits.Note | Point | Writing | Waits, cell => Sent(("references", new JsonArray(cell.Note)))),
        new("write-private-note", Way.Http, $"POST {H}/api/annotations", Document, cell => Sent(("permissions", new JsonObject { ["read"] = new JsonArray("acct:me@host") }))),
        new("edit-annotation", Way.Http, $"PATCH {HN}", Traits.Note | Point | Writing, cell => Sent()),
        new("edit-annotation", Way.Http, $"PATCH {HN}", Traits.Note | Private, cell => Sent()),
        new("delete-annotation", Way.Http, $"DELETE {HN}", Traits.Note | Point | Writing | Override),
        new("delete-annotation", Way.Http, $"DELETE {HN}", Traits.Note | Private),
        new("flag", Way.Http, $"PUT {HN}/flag", Traits.Note) { Only = [Condition.Open, Condition.Locked, Condition.Closed, Condition.PreModerated, Condition.Revoked, Condition.Token] },
    ];

    private static JsonObject Sent(params (string Name, JsonNode? Value)[] fields) => new([KeyValuePair.Create("text", (JsonNode?)"What they think."), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
}
