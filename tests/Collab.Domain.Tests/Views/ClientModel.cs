using System.Text.Json.Nodes;

namespace Collab.Domain.Tests.Views;

/// <summary>
/// A reader as simple as one can be: it keeps the snapshot's JSON and changes it as wire events say, knowing nothing but what
/// the wire's description promises.
/// </summary>
public sealed partial class ClientModel
{
    // A log of ten thousand notes is folded too: each is found at once.
    private readonly Dictionary<string, JsonObject> _notes;

    public ClientModel(JsonObject snapshot)
    {
        State = (JsonObject)snapshot.DeepClone();
        _notes = Annotations.ToDictionary(note => (string)note!["id"]!, note => note!.AsObject());
    }

    public JsonObject State { get; }

    public long Seq => (long)State["seq"]!;

    private JsonArray Annotations => (JsonArray)State["annotations"]!;

    private JsonArray Pins => (JsonArray)State["pins"]!;

    private JsonArray Members => (JsonArray)State["members"]!;

    public void Apply(JsonObject e)
    {
        var data = (JsonObject)e["data"]!;
        switch ((string)e["kind"]!)
        {
            case "DocumentImported":
                Copy(data, State, "title", "metadata", "revision");
                break;
            case "EditionAdded":
                var edition = new JsonObject { ["id"] = (string)data["edition"]! };
                Copy(data, edition, "language", "title", "revision");
                if (State["editions"] is not JsonArray)
                    State["editions"] = new JsonArray();
                ((JsonArray)State["editions"]!).Add((JsonNode)edition);
                break;
            case "AnnotationAdded":
            case "ReplyAdded":
                var added = Added(e, data);
                Annotations.Add((JsonNode)added);
                _notes.Add((string)added["id"]!, added);
                break;
            case "AnnotationEdited":
                var edited = Note(e);
                Copy(data, edited, "version", "targets");
                edited["modified"] = Dated(e);
                Words(edited, data);
                break;
            case "AnnotationDeleted":
                var deleted = Note(e);
                Withhold(deleted, "deleted");
                deleted["modified"] = Dated(e);
                Prune();
                break;
            case "AnnotationHidden":
                var note = Note(e);
                if (!State["readsHidden"]!.GetValue<bool>() && (string)note["creator"]!["id"]! != (string?)State["self"])
                    Withhold(note, "hidden");
                if ((string)note["state"]! is not ("deleted" or "erased"))
                {
                    note["state"] = "hidden";
                    note.Remove("early");
                    Reason(note, data, e);
                    Prune();
                }

                break;
            case "AnnotationShown":
                var shown = Note(e);
                shown["state"] = "shown";
                Reason(shown, data, e);
                Words(shown, data);
                Bring(data);
                break;
            case "ThreadResolved":
                var resolved = Note(e);
                resolved["resolved"] = true;
                ThreadReason(resolved, data, e);
                break;
            case "ThreadReopened":
                var reopened = Note(e);
                reopened.Remove("resolved");
                ThreadReason(reopened, data, e);
                break;
            case "ThreadMerged":
                Note(e)["mergedInto"] = (string)data["into"]!;
                break;
            case "ThreadUnmerged":
                Note(e).Remove("mergedInto");
                break;
            case "RelationAdded":
                Relate(e, data);
                break;
            case "RelationRemoved":
                Unrelate(data);
                break;
            case "ReactionAdded":
                React(Note(e), (string)data["emoji"]!, (string)Author(e)["id"]!, on: true);
                break;
            case "ReactionRemoved":
                React(Note(e), (string)data["emoji"]!, (string)e["actor"]!["id"]!, on: false);
                break;
            case "PinPlaced":
                Place(e, data, new JsonObject { ["annotation"] = (string)e["annotation"]!, ["by"] = Author(e).DeepClone(), ["at"] = Dated(e), ["seq"] = (long)e["seq"]! });
                break;
            case "PinMoved":
                if (Pin(e, data) is { } moved)
                    Place(e, data, moved);
                break;
            case "PinRemoved":
                Pin(e, data)?.Parent!.AsArray().Remove(Pin(e, data));
                break;
            case "ClauseLocked":
                Clause(e)["locked"] = true;
                break;
            case "ClauseUnlocked":
                Clause(e)["locked"] = false;
                break;
            case "DocumentClosed":
                State["state"] = "closed";
                break;
            case "DocumentReopened":
                State["state"] = "open";
                break;
            case "AuthorNamed":
                State["authors"] ??= new JsonArray();
                State["authors"]!.AsArray().Add(new JsonObject { ["id"] = (string)data["author"]!["id"]!, ["name"] = (string)data["author"]!["name"]! });
                break;
            case "SlowModeSet":
                if ((int)data["seconds"]! > 0)
                    State["slowMode"] = (int)data["seconds"]!;
                else
                    State.Remove("slowMode");
                break;
            case "StanceTaken":
            case "StanceWithdrawn":
                Stand(e, data);
                break;
            case "StanceReasonHidden":
                if (Taken.FirstOrDefault(stance => (string)stance!["id"]! == (string)data["id"]!) is JsonObject about)
                {
                    about["reasonHidden"] = true;
                    if (!State["readsHidden"]!.GetValue<bool>())
                        about.Remove("reason");
                }

                break;
            case "StancesSet":
                State["stances"] = new JsonObject { ["scale"] = data["scale"]!.DeepClone(), ["anonymous"] = (bool)data["anonymous"]!, ["taken"] = new JsonArray() };
                break;
            case "RoundOpened":
                State["rounds"] ??= new JsonArray();
                State["rounds"]!.AsArray().Add(new JsonObject
                {
                    ["id"] = (string)data["round"]!,
                    ["clause"] = (string)e["clause"]!,
                    ["show"] = (string)data["show"]!,
                    ["state"] = "open",
                    ["by"] = (string)e["actor"]!["id"]!,
                    ["at"] = (string)e["at"]!,
                    ["seq"] = (long)e["seq"]!,
                });
                break;
            case "RoundRevealed":
            case "RoundCancelled":
                var round = State["rounds"]!.AsArray().Single(each => (string)each!["id"]! == (string)data["round"]!)!;
                round["state"] = (string)e["kind"]! == "RoundRevealed" ? "revealed" : "cancelled";
                round["seq"] = (long)e["seq"]!;
                break;
            case "ApprovalSet":
                State["approval"] = (bool)data["on"]!;
                break;
            case "Led":
                Come(e);
                var led = new JsonObject { ["clause"] = (string)e["clause"]!, ["by"] = e["actor"]!.DeepClone(), ["at"] = (string)e["at"]!, ["seq"] = (long)e["seq"]! };
                Copy(data, led, "target");
                State["led"] = led;
                break;
            case "MemberJoined":
                Members.Remove(Member(data));
                Members.Add(new JsonObject { ["id"] = (string)data["member"]!, ["name"] = (string)data["name"]!, ["role"] = (string)data["role"]! });
                Rename(data);
                break;
            case "MemberRenamed":
                Member(data)!["name"] = (string)data["name"]!;
                Rename(data);
                break;
            case "ContentErased":
                Erase((string)data["member"]!);
                Prune();
                break;
            case "MemberRoleChanged":
                Member(data)!["role"] = (string)data["role"]!;
                break;
            case "MemberRemoved":
                Member(data)!["removed"] = true;
                break;
            case "MemberRestored":
                Member(data)!.Remove("removed");
                break;
            case "MemberNotesHidden":
                HideAll(data, e);
                Prune();
                break;
            default:
                Proceed(e, data);
                break;
        }

        State["seq"] = (long)e["seq"]!;
        State["hash"] = (string)e["hash"]!;
    }

    /// <summary>The state with its lists in the order that a snapshot has, without what the reader knows of itself.</summary>
    public JsonObject ToSnapshot() => Ordered(State);

    public static JsonObject Ordered(JsonObject snapshot)
    {
        var state = (JsonObject)snapshot.DeepClone();
        state.Remove("readsHidden");
        state.Remove("self");
        var clauses = ((JsonArray)state["clauses"]!).Select(c => (string)c!["id"]!).ToList();
        state["annotations"] = Sorted(state["annotations"]!, a => (int)a["number"]!);
        state["members"] = Sorted(state["members"]!, m => (string)m["id"]!);
        var pins = (JsonArray)state["pins"]!;
        state["pins"] = new JsonArray([.. clauses.SelectMany(c => pins.Where(p => (string)p!["clause"]! == c)).Select((p, _) => p!.DeepClone())]);
        foreach (var clause in ((JsonArray)state["pins"]!).GroupBy(p => (string)p!["clause"]!))
        {
            var order = 0;
            foreach (var pin in clause)
                pin!["order"] = order++;
        }

        return state;
    }

    private static JsonArray Sorted<T>(JsonNode list, Func<JsonNode, T> by) => new([.. list.AsArray().OrderBy(n => by(n!)).Select(n => n!.DeepClone())]);

    private static JsonObject Added(JsonObject e, JsonObject data)
    {
        var reply = (string)e["kind"]! == "ReplyAdded";
        var note = new JsonObject
        {
            ["id"] = (string)e["annotation"]!,
            ["number"] = (int)data["number"]!,
            ["seq"] = (long)e["seq"]!,
            ["creator"] = Author(e).DeepClone(),
            ["created"] = Dated(e),
            ["version"] = (int?)e["original"]?["version"] ?? 1,
            ["state"] = "shown",
            ["targets"] = new JsonArray(),
            ["motivation"] = reply ? "replying" : (string)data["motivation"]!,
            ["tags"] = new JsonArray(),
            ["reactions"] = new JsonArray(),
        };
        Copy(e, note, "clause");
        if (e["original"] is JsonObject original)
        {
            Copy(original, note, "modified");
            note["imported"] = new JsonObject { ["by"] = (string)e["actor"]!["id"]!, ["at"] = (string)e["at"]! };
        }

        Copy(data, note, "targets", "replyTo", "thread", "stance");
        Words(note, data);
        return note;
    }

    /// <exception cref="InvalidOperationException">The note is not there: what was shown before is of another log, or lacks something.</exception>
    private JsonObject Note(JsonObject e) => _notes.TryGetValue((string)e["annotation"]!, out var note)
        ? note
        : throw new InvalidOperationException($"{e["kind"]} at {e["seq"]} is about {e["annotation"]}, which was never shown.");

    /// <summary>Who did it, or is said to by what was imported.</summary>
    private static JsonNode Author(JsonObject e) => e["original"]?["by"] ?? e["actor"]!;

    private static string Dated(JsonObject e) => (string?)e["original"]?["at"] ?? (string)e["at"]!;

    private JsonObject Clause(JsonObject e) => (JsonObject)((JsonArray)State["clauses"]!).First(c => (string)c!["id"]! == (string)e["clause"]!)!;

    private JsonObject? Member(JsonObject data) => Members.FirstOrDefault(m => (string)m!["id"]! == (string)data["member"]!) as JsonObject;

    private static void Copy(JsonObject from, JsonObject to, params string[] names)
    {
        foreach (var name in names)
        {
            if (from[name] is { } value)
                to[name] = value.DeepClone();
        }
    }
}
