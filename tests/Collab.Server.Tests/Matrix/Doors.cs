using System.Text.Json.Nodes;
using static Collab.Server.Tests.Matrix.Traits;

namespace Collab.Server.Tests.Matrix;

/// <summary>Every door of the server, by row of the permission table. What a body holds is as plain as it can be: what it says is tested elsewhere.</summary>
internal static partial class Doors
{
    private const string D = "/api/documents/{document}", S = "/api/seminars/{seminar}", N = D + "/annotations/{annotation}";

    public static readonly IReadOnlyList<Door> All = [.. Commands(), .. Documents(), .. WebAnnotations(), .. Words(), .. Seminars(), .. Accounts(), .. Pages(), .. Hypothesis(), .. OwnWords()];

    private static IEnumerable<Door> Commands() =>
    [
        .. Command("annotate", "Annotate", $"POST {D}/annotations", Point | Writing | Waits, cell => Note(cell)),
        .. Command("write-when-locked", "Annotate", $"POST {D}/annotations", Point | Writing | Override, cell => Note(cell, ("override", true))).Select(OnlyLocked),
        .. Command("write-private-note", "Annotate", $"POST {D}/annotations", Document, cell => Note(cell, ("visibility", "private"))),
        .. Command("reply", "Reply", $"POST {N}/replies", Traits.Note | Point | Writing | Waits, cell => Body(cell, ("body", Text()))),
        .. Command("write-when-locked", "Reply", $"POST {N}/replies", Traits.Note | Point | Writing | Override, cell => Body(cell, ("body", Text()), ("override", true))).Select(OnlyLocked),
        .. Command("edit-annotation", "Edit", $"PATCH {N}", Traits.Note | Point | Writing, cell => Body(cell, ("version", 1), ("body", Text()))),
        .. Command("edit-annotation", "Edit", $"PATCH {N}", Traits.Note | Point | Writing | Override, cell => Body(cell, ("version", 1), ("body", Text()), ("override", true))).Select(OnlyLocked),
        .. Command("edit-annotation", "Edit", $"PATCH {N}", Traits.Note | Private, cell => Body(cell, ("version", 1), ("body", Text()))),
        .. Command("move-annotation", "Edit", $"PATCH {N}", Traits.Note | Point | Writing, cell => Body(cell, ("version", 1), ("targets", new JsonArray())))
            .Select(door => door with { Needs = cell => cell.Own ? ["edit-annotation"] : ["edit-annotation", "move-annotation"] }),
        .. Command("delete-annotation", "Delete", $"DELETE {N}", Traits.Note | Point | Writing | Override, cell => Body(cell)),
        .. Command("delete-annotation", "Delete", $"DELETE {N}", Traits.Note | Private, cell => Body(cell)),
        .. Command("pin", "Pin", $"PUT {N}/pin", Traits.Note | Writing, cell => Body(cell, ("clause", cell.Clause))),
        .. Command("pin", "Unpin", $"DELETE {N}/pin", Traits.Note | Writing, cell => Body(cell)).Select(door => door with { Before = cell => cell.World.OwnerAsync(HttpMethod.Put, $"{cell.World.Path}/annotations/{cell.Note}/pin", Body(cell, ("clause", cell.Clause))) }),
        .. Command("hide-annotation", "Hide", $"POST {N}/hide", Traits.Note, cell => Body(cell)).Select(door => door with { Only = [Condition.Open, Condition.Locked, Condition.Closed, Condition.Revoked, Condition.Token] }),
        .. Command("hide-annotation", "Unhide", $"POST {N}/unhide", Traits.Note, cell => Body(cell)).Select(door => door with { Only = [Condition.Hidden] }),
        .. Command("resolve", "Resolve", $"POST {N}/resolve", Traits.Note | Writing, cell => Body(cell)),
        .. Command("resolve", "Reopen", $"POST {N}/reopen", Traits.Note | Writing, cell => Body(cell)).Select(door => door with { Before = cell => cell.World.OwnerAsync(HttpMethod.Post, $"{cell.World.Path}/annotations/{cell.Note}/resolve", Body(cell)) }),
        .. Command("react", "React", $"POST {N}/react", Traits.Note | Writing, cell => Body(cell, ("emoji", "👍"), ("on", true))),
        .. Relations(),
        .. Command("lock", "Lock", $"POST {D}/clauses/{{clause}}/lock", Document, cell => Body(cell)).Select(door => door with { Restore = cell => SpareAsync(cell, "unlock") }),
        .. Command("lock", "Unlock", $"POST {D}/clauses/{{clause}}/unlock", Document, cell => Body(cell)).Select(door => door with { Prepare = cell => SpareAsync(cell, "lock"), Restore = cell => SpareAsync(cell, "unlock") }),
        .. Command("close-document", "Close", $"POST {D}/close", None, cell => Body(cell)).Select(door => door with { Restore = cell => OwnerAsync(cell, "reopen") }),
        .. Command("close-document", "ReopenDocument", $"POST {D}/reopen", None, cell => Body(cell)).Select(door => door with { Prepare = cell => OwnerAsync(cell, "close"), Restore = cell => OwnerAsync(cell, "reopen") }),
        .. Command("close-document", "SlowMode", $"POST {D}/slow-mode", None, cell => Body(cell, ("seconds", 600))).Select(door => door with { Restore = FastAsync }),
        .. Sessions(),
        .. Command("note-aloud", "Annotate", $"POST {D}/annotations", Point | Writing, cell => Note(cell, ("said", new JsonObject { ["speaker"] = "Kofi Mensah" }))),
        .. Command("take-stance", "TakeStance", $"POST {D}/clauses/{{clause}}/stance", Writing, cell => Body(cell, ("stance", "agree"), ("reason", cell.Word)))
            .Zip(Command("take-stance", "WithdrawStance", $"POST {D}/clauses/{{clause}}/stance/withdraw", Writing, cell => Body(cell))).SelectMany(pair => new[] { pair.First, pair.Second }),
        .. Command("hide-annotation", "HideStanceReason", $"POST {D}/clauses/{{clause}}/stance/hide", Document, cell => Body(cell, ("stance", cell.World.Stance))).Select(door => door with { Restore = cell => SpareAsync(cell, "stance/hide", ("stance", cell.World.Stance), ("on", false)) }),
        .. Command("run-session", "SetStances", $"POST {D}/stances", Writing, cell => Body(cell, ("scale", new JsonArray("agree", cell.Word)), ("anonymous", false))),
        .. Command("flag", "Flag", $"POST {N}/flag", Traits.Note, cell => Body(cell, ("reason", "Rude."))).Select(door => door with { Only = [Condition.Open, Condition.Locked, Condition.Closed, Condition.PreModerated, Condition.Revoked, Condition.Token] }),
        .. Command("see-queue", "Dismiss", $"POST {N}/dismiss", Traits.Note, cell => Body(cell)).Select(door => door with { Only = [Condition.Open, Condition.Closed, Condition.Revoked, Condition.Token], Before = FlagAsync }),
        .. Command("approve", "Approval", $"POST {D}/approval", None, cell => Body(cell, ("on", true))).Select(door => door with { Restore = cell => cell.World.OwnerAsync(HttpMethod.Post, $"{cell.World.Path}/approval", Body(cell, ("on", false))), Only = [Condition.Open, Condition.Revoked, Condition.Token] }),
        .. Command("approve", "Approve", $"POST {N}/approve", Traits.Note | Waiting, cell => Body(cell)).Select(OnlyWaiting),
        .. Command("approve", "Reject", $"POST {N}/reject", Traits.Note | Waiting, cell => Body(cell, ("reason", "No."))).Select(OnlyWaiting),
        .. Command("edit-annotation", "Edit", $"PATCH {N}", Traits.Note | Waiting, cell => Body(cell, ("version", 1), ("body", Text()))).Select(OnlyWaiting),
        .. Command("reveal-round", "OpenRound", $"POST {D}/clauses/{{clause}}/round/open", Writing, cell => Body(cell, ("show", "names"))).Select(door => door with { Restore = cell => SpareAsync(cell, "round/cancel") }),
        .. Command("reveal-round", "RevealRound", $"POST {D}/clauses/{{clause}}/round/reveal", None, cell => Body(cell)).Select(InRound),
        .. Command("reveal-round", "CancelRound", $"POST {D}/clauses/{{clause}}/round/cancel", None, cell => Body(cell)).Select(InRound),
        .. Command("lead", "Lead", $"POST {D}/lead", Document, cell => Body(cell, ("clause", cell.Clause))),
    ];

    /// <summary>A command by both ways: the hub takes in one argument what HTTP has in the path beside.</summary>
    private static IEnumerable<Door> Command(string row, string method, string endpoint, Traits traits, Func<Cell, JsonObject> body) =>
    [
        new(row, Way.Http, endpoint, traits, endpoint.StartsWith("DELETE", StringComparison.Ordinal) ? null : body),
        new(row, Way.Hub, method, traits, cell => new object[] { WithPath(cell, endpoint, body(cell)) }),
    ];

    private static JsonObject WithPath(Cell cell, string endpoint, JsonObject body)
    {
        body["document"] = cell.World.Document;
        if (endpoint.Contains("{annotation}", StringComparison.Ordinal))
            body["annotation"] = cell.Note;
        if (endpoint.Contains("{clause}", StringComparison.Ordinal))
            body["clause"] = cell.Spare;
        return body;
    }

    private static Door OnlyWaiting(Door door) => door with { Only = [Condition.PreModerated] };

    private static Task FlagAsync(Cell cell) => OwnerAsync(cell, $"annotations/{cell.Note}/flag");

    private static Door InRound(Door door) => door with { Prepare = cell => OwnerAsync(cell, $"clauses/{cell.Spare}/round/open", ("show", "nothing")), Restore = cell => SpareAsync(cell, "round/cancel") };

    private static Door OnlyLocked(Door door) => door with { Only = [Condition.Locked] };

    private static JsonObject Note(Cell cell, params (string Name, JsonNode? Value)[] fields) =>
        Body(cell, [("targets", new JsonArray(new JsonObject { ["clause"] = cell.Clause })), ("body", Text()), .. fields]);

    private static JsonObject Text() => new() { ["text"] = "What they think.", ["format"] = "markdown" };

    private static JsonObject Body(Cell _, params (string Name, JsonNode? Value)[] fields) =>
        new([KeyValuePair.Create("commandId", (JsonNode?)Guid.NewGuid().ToString()), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);

    private static Task SpareAsync(Cell cell, string what, params (string Name, JsonNode? Value)[] fields) => OwnerAsync(cell, $"clauses/{cell.Spare}/{what}", fields);

    private static Task FastAsync(Cell cell) => cell.World.OwnerAsync(HttpMethod.Post, $"{cell.World.Path}/slow-mode", Body(cell, ("seconds", 0)));

    private static Task OwnerAsync(Cell cell, string what) => cell.World.OwnerAsync(HttpMethod.Post, $"{cell.World.Path}/{what}", Body(cell));
}
