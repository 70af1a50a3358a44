using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Views;

/// <summary>What is written has the documented fields, all that are required and none beside them. A name with a question mark may be absent.</summary>
public sealed class WireFieldsTests
{
    private const string Annotation = "id number seq clause? creator created modified? imported? version state reason? reasonBy? early? targets motivation said? stance? body? tags? replyTo? thread? mergedInto? resolved? threadReason? threadReasonBy? reactions visibility?";

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["snapshot"] = "id seminar title metadata epoch seq hash revision state slowMode? approval? clauses gone? editions? annotations pins members authors? led? rounds? relations? stances sessions agenda timer? scribe? hands floor?",
        ["clause"] = "id label? kind level parent? text locked",
        ["annotation"] = Annotation,
        ["gone"] = "id label? kind text revision",
        ["anchor"] = "state evidence from kept?",
        ["target"] = "clause revision edition? quote? position? anchor?",
        ["edition"] = "id language title revision",
        ["quote"] = "exact prefix? suffix?",
        ["position"] = "start end",
        ["body"] = "text format",
        ["reaction"] = "emoji members",
        ["pin"] = "annotation clause order by at seq supersedes?",
        ["member"] = "id name role removed?",
        ["person"] = "id name? unverified?",
        ["original"] = "by at? version? modified?",
        ["imported"] = "by at",
        ["author"] = "id name",
        ["AuthorNamed"] = "author",
        ["NotesImported"] = "format notes",
        ["relation"] = "from relation to by at seq",
        ["led"] = "clause by at seq target?",
        ["session"] = "id title? by opened seq closed? attended? reached?",
        ["item"] = "clause seconds?",
        ["timer"] = "clause? endsAt seconds seq",
        ["hand"] = "member clause at seq",
        ["floor"] = "member clause by at seq",
        ["stances"] = "scale anonymous taken",
        ["stance"] = "id clause stance by? at seq reason? reasonHidden?",
        ["wording"] = "version at by body? tags targets?",
        ["event"] = "seq at kind actor? original? clause? annotation? command? data hash",
        ["DocumentImported"] = "title metadata revision clauses text",
        ["round"] = "id clause show state by at seq",
        ["TextRevised"] = "revision clauses text reason?",
        ["NoteKept"] = "revision",
        ["EditionAdded"] = "edition language title revision clauses text",
        ["AnnotationAdded"] = "number targets motivation said? stance? round? body? tags? withheld?",
        ["ReplyAdded"] = "number replyTo thread body? tags? withheld?",
        ["AnnotationEdited"] = "version body? tags? targets? withheld?",
        ["AnnotationDeleted"] = "",
        ["AnnotationHidden"] = "reason?",
        ["AnnotationShown"] = "reason? said? body? tags? withheld? relations?",
        ["PinPlaced"] = "clause order supersedes?",
        ["PinMoved"] = "clause order",
        ["PinRemoved"] = "clause",
        ["ThreadResolved"] = "reason?",
        ["ThreadReopened"] = "reason?",
        ["ThreadMerged"] = "into",
        ["ThreadUnmerged"] = "",
        ["RelationAdded"] = "from? relation? to?",
        ["RelationRemoved"] = "from? relation? to?",
        ["ReactionAdded"] = "emoji",
        ["ReactionRemoved"] = "emoji",
        ["ClauseLocked"] = "reason?",
        ["ClauseUnlocked"] = "",
        ["DocumentClosed"] = "",
        ["DocumentReopened"] = "",
        ["SlowModeSet"] = "seconds",
        ["ApprovalSet"] = "on",
        ["RoundOpened"] = "round show",
        ["RoundRevealed"] = "round",
        ["RoundCancelled"] = "round",
        ["Led"] = "target?",
        ["SessionOpened"] = "session title?",
        ["SessionClosed"] = "session attended",
        ["AgendaSet"] = "items",
        ["TimerSet"] = "endsAt seconds",
        ["TimerEnded"] = "",
        ["ScribeSet"] = "member?",
        ["HandRaised"] = "",
        ["HandLowered"] = "member",
        ["FloorGiven"] = "member",
        ["FloorEnded"] = "",
        ["StanceTaken"] = "id stance reason? reasonHidden? anonymous?",
        ["StanceWithdrawn"] = "id anonymous?",
        ["StanceReasonHidden"] = "id reason?",
        ["StanceReasonShown"] = "id reason?",
        ["StancesSet"] = "scale anonymous",
        ["MemberJoined"] = "member name role",
        ["MemberRenamed"] = "member name",
        ["MemberRoleChanged"] = "member role",
        ["MemberRemoved"] = "member",
        ["MemberRestored"] = "member",
        ["MemberMuted"] = "member? until? reason?",
        ["MemberUnmuted"] = "member?",
        ["MemberNotesHidden"] = "member reason?",
        ["MemberNotesShown"] = "member",
        ["SeatMoved"] = "member",
        ["ContentErased"] = "member",
        ["SettingsChanged"] = "names retentionDays? guestsExport",
    };

    [Fact]
    public void Snapshots_have_the_documented_fields() => Histories.Any.Sample(room =>
    {
        foreach (var audience in new[] { Wire.Everyone, new Audience(true, null) })
        {
            var snapshot = Wire.Snapshot(room.State, room.State, audience);
            Check("snapshot", snapshot);
            Each(snapshot, "clauses", "clause", _ => { });
            Each(snapshot, "annotations", "annotation", CheckAnnotation);
            Each(snapshot, "pins", "pin", pin => Check("person", pin["by"]!));
            Each(snapshot, "members", "member", _ => { });
            if (snapshot["authors"] is not null)
                Each(snapshot, "authors", "author", _ => { });
            if (snapshot["gone"] is not null)
                Each(snapshot, "gone", "gone", _ => { });
            if (snapshot["editions"] is not null)
                Each(snapshot, "editions", "edition", _ => { });
            if (snapshot["rounds"] is not null)
                Each(snapshot, "rounds", "round", _ => { });
            if (snapshot["relations"] is not null)
                Each(snapshot, "relations", "relation", _ => { });
            Check("stances", snapshot["stances"]!);
            Each(snapshot, "sessions", "session", _ => { });
            Each(snapshot, "agenda", "item", _ => { });
            Each(snapshot, "hands", "hand", _ => { });
            foreach (var one in new[] { "timer", "floor" }.Where(one => snapshot[one] is not null))
                Check(one, snapshot[one]!);
            Each((JsonObject)snapshot["stances"]!, "taken", "stance", _ => { });
            if (snapshot["led"] is { } led)
                Check("led", led);
        }
    }, iter: 30);

    [Fact]
    public void Events_have_the_documented_fields() => Histories.Any.Sample(room =>
    {
        foreach (var e in room.Events)
        {
            var json = Wire.Event(e, room.State, Wire.Everyone);
            Check("event", json);
            var unnamed = e.Data is StanceEventData { Anonymous: true } || (e.Data is RelationEventData && json["data"]!["from"] is null);
            Assert.Equal((unnamed, unnamed), (json["actor"] is null, json["command"] is null));
            if (!unnamed)
                Check("person", json["actor"]!);
            if (json["original"] is { } original)
                Check("original", original);
            var data = (JsonObject)json["data"]!;
            Check((string)json["kind"]!, data);
            Words(data);
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)json["at"]!);
            Assert.Equal(e.Data is AnnotationEventData, json["annotation"] is not null);
            Assert.Equal(e.Data is Led or HandRaised or FloorGiven or TimerSet { Clause: not null } || e.Clause is not null, json["clause"] is not null);
            if (data["withheld"] is { } withheld)
                Assert.Contains((string)withheld!, new[] { "hidden", "deleted", "erased" });
        }
    }, iter: 30);

    [Fact]
    public void Every_kind_that_a_document_can_hold_is_in_the_table()
    {
        string[] elsewhere = [nameof(SeminarCreated), nameof(SeminarDeleted), nameof(InviteCreated), nameof(InviteRevoked), nameof(OwnerLinkMade), nameof(SeatLinkMade), nameof(CodeShown), nameof(CodeEnded), nameof(DocumentAdded),
            nameof(NoteFlagged), nameof(NoteUnflagged), nameof(FlagsDismissed), nameof(FlagsReopened), nameof(ApprovalBegun), nameof(ApprovalRefused), nameof(NoteApproved), nameof(NoteRejected), nameof(RejectionWithdrawn), nameof(RoundEnded), nameof(ReadMarked), nameof(WatchSet)];
        Assert.Empty(EventCodec.KnownKinds.Except(elsewhere).Except(Fields.Keys));
    }

    [Fact]
    public void Histories_of_wordings_go_from_the_oldest_to_the_present() => Histories.Any.Sample(room =>
    {
        foreach (var annotation in room.State.Annotations)
        {
            var json = Wire.Parse(Wire.AnnotationBytes(annotation, room.State, new Audience(true, null), history: true));
            var history = json["history"]!.AsArray();
            json.Remove("history");
            CheckAnnotation(json);
            Assert.Equal(annotation.IsGone ? 0 : annotation.Version, history.Count);
            foreach (var wording in history)
                Check("wording", wording!);
            if (history.Count > 0)
                Assert.True(JsonNode.DeepEquals(json["body"], history[^1]!["body"]));
        }
    }, iter: 30);

    [Fact]
    public void What_a_revision_made_of_notes_and_clauses_has_its_fields()
    {
        var room = new Room();
        var note = room.Annotate(Room.Annotator, room.Clauses[2]);
        room.Do(room.Revision(Room.Owner, confirmed: true, room.Parts.Where(part => part.Label != "2").Select(part => part with { Level = 0 })) with { Reason = "Corrected." });
        room.Do(new KeepNote { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Version = 1 });
        var snapshot = Wire.Snapshot(room.State, room.State, Wire.Everyone);
        Check("snapshot", snapshot);
        Each(snapshot, "gone", "gone", _ => { });
        Each(snapshot, "annotations", "annotation", CheckAnnotation);
        Assert.True((bool)snapshot["annotations"]![0]!["targets"]![0]!["anchor"]!["kept"]!);
        foreach (var e in room.Events.TakeLast(2))
            Check(e.Kind, Wire.Event(e, room.State, Wire.Everyone)["data"]!);
    }

    [Fact]
    public void A_private_note_says_so()
    {
        var note = new Annotation { Id = AnnotationId.NewPrivate(), Number = 1, Creator = Room.Reader, Body = new("mine") };
        var json = Wire.Parse(Wire.AnnotationBytes(note, new Room().State, Wire.Everyone));
        CheckAnnotation(json);
        Assert.Equal("private", (string)json["visibility"]!);
    }

    [Fact]
    public void Other_scripts_are_written_as_they_are_and_quotes_are_escaped()
    {
        var room = new Room();
        room.Annotate(Room.Annotator, null, "текст \"文\" </script> 😀\u2028\n\\");
        var text = System.Text.Encoding.UTF8.GetString(Wire.SnapshotBytes(room.State, room.State, Wire.Everyone));
        Assert.Contains("текст \\\"文\\\"", text, StringComparison.Ordinal);
        Assert.Equal("текст \"文\" </script> 😀\u2028\n\\", (string)Wire.Snapshot(room.State, room.State, Wire.Everyone)["annotations"]![0]!["body"]!["text"]!);
    }

    private static void CheckAnnotation(JsonObject annotation)
    {
        Check("annotation", annotation);
        Check("person", annotation["creator"]!);
        if (annotation["imported"] is { } imported)
            Check("imported", imported);
        Each(annotation, "reactions", "reaction", _ => { });
        Words(annotation);
    }

    private static void Words(JsonObject json)
    {
        if (json["body"] is { } body)
            Check("body", body);
        if (json["targets"] is null)
            return;
        Each(json, "targets", "target", target =>
        {
            if (target["quote"] is { } quote)
                Check("quote", quote);
            if (target["position"] is { } position)
                Check("position", position);
            if (target["anchor"] is { } anchor)
                Check("anchor", anchor);
        });
    }

    private static void Each(JsonObject json, string list, string what, Action<JsonObject> also)
    {
        foreach (var item in json[list]!.AsArray())
        {
            Check(what, item!);
            also((JsonObject)item!);
        }
    }

    private static void Check(string what, JsonNode json)
    {
        var names = Fields[what].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var written = ((JsonObject)json).Select(p => p.Key).ToList();
        Assert.True(!written.Except(names.Select(n => n.TrimEnd('?'))).Any(), $"{what} has fields that are not documented: {json}");
        Assert.True(!names.Where(n => n[^1] != '?').Except(written).Any(), $"{what} lacks fields: {json}");
        Assert.DoesNotContain(((JsonObject)json), p => p.Value is null);
    }
}
