using System.Collections.Frozen;
using Collab.Domain.Events;
using Collab.Web.Models;

namespace Collab.Server.Moderation;

/// <summary>What the record of a seminar shows, in kinds to choose from: of its own log, of those of its documents, and of what moderators decided about the queue.</summary>
internal static class AuditActs
{
    private static readonly (string Id, string[] OfSeminar, string[] OfDocuments, string[] OfQueues)[] All =
    [
        ("people", [nameof(MemberJoined), nameof(MemberRenamed), nameof(MemberRoleChanged), nameof(MemberRemoved), nameof(MemberRestored), nameof(OwnerLinkMade), nameof(SeatLinkMade), nameof(SeatMoved)], [], []),
        ("muted", [nameof(MemberMuted), nameof(MemberUnmuted), nameof(MemberNotesHidden), nameof(MemberNotesShown)], [], []),
        ("links", [nameof(InviteCreated), nameof(InviteRevoked), nameof(CodeShown), nameof(CodeEnded)], [], []),
        ("notes", [], [nameof(AnnotationHidden), nameof(AnnotationShown), nameof(AnnotationEdited), nameof(NoteKept), nameof(StanceReasonHidden), nameof(StanceReasonShown), nameof(ThreadMerged), nameof(ThreadUnmerged)], []),
        ("decided", [], [], [nameof(NoteApproved), nameof(NoteRejected), nameof(RejectionWithdrawn), nameof(FlagsDismissed), nameof(FlagsReopened)]),
        ("erased", [nameof(ContentErased)], [], []),
        ("texts", [nameof(SeminarCreated), nameof(DocumentAdded)], [nameof(TextRevised), nameof(EditionAdded), nameof(NotesImported), nameof(ClauseLocked), nameof(ClauseUnlocked), nameof(SlowModeSet), nameof(ApprovalSet), nameof(DocumentClosed), nameof(DocumentReopened)], []),
        ("pins", [], [nameof(PinPlaced), nameof(PinMoved), nameof(PinRemoved), nameof(Led)], []),
        ("session", [], [nameof(SessionOpened), nameof(SessionClosed), nameof(AgendaSet), nameof(ScribeSet), nameof(StancesSet), nameof(RoundOpened), nameof(RoundRevealed), nameof(RoundCancelled)], []),
        ("rules", [nameof(SettingsChanged)], [], []),
    ];

    private static readonly FrozenSet<(AuditLog, string)> Everything = All.SelectMany(act => Enum.GetValues<AuditLog>().SelectMany(log => Of(act, log).Select(kind => (log, kind)))).ToFrozenSet();

    public static IEnumerable<ExportChoice> Choices(PageTexts text) => All.Select(act => new ExportChoice(act.Id, Name(act.Id, text), null));

    /// <summary>Whether there is such a kind to choose.</summary>
    public static bool Has(string act) => All.Any(each => each.Id == act);

    /// <summary>Whether an event of this kind is of that act.</summary>
    /// <param name="act">One of the choices; null for any.</param>
    /// <param name="log">Whose log it is in: what the seminar tells its documents is in theirs again.</param>
    /// <param name="kind">The event's kind.</param>
    public static bool Has(string? act, AuditLog log, string kind) =>
        act is null ? Everything.Contains((log, kind)) : Of(All.First(each => each.Id == act), log).Contains(kind);

    private static string[] Of((string Id, string[] OfSeminar, string[] OfDocuments, string[] OfQueues) act, AuditLog log) => log switch
    {
        AuditLog.Seminar => act.OfSeminar,
        AuditLog.Document => act.OfDocuments,
        _ => act.OfQueues,
    };

    private static string Name(string act, PageTexts text) => act switch
    {
        "people" => text["people come, go, get roles"],
        "muted" => text["people muted, their notes hidden"],
        "links" => text["invite links and join codes"],
        "notes" => text["notes hidden, shown, moved, merged"],
        "decided" => text["notes approved or rejected, flags dismissed"],
        "erased" => text["words erased"],
        "texts" => text["texts added, locked, slowed, closed"],
        "pins" => text["pins and leading"],
        "session" => text["sessions, stances asked for, blind rounds"],
        "rules" => text["rules of the seminar"],
        _ => act,
    };
}
