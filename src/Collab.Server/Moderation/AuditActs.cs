using System.Collections.Frozen;
using Collab.Domain.Events;
using Collab.Web.Models;

namespace Collab.Server.Moderation;

/// <summary>What the record of a seminar shows, in kinds to choose from: of its own log, of those of its documents, and of what moderators decided about the queue.</summary>
internal static class AuditActs
{
    private static readonly (ExportChoice Choice, string[] OfSeminar, string[] OfDocuments, string[] OfQueues)[] All =
    [
        (new("people", "people come, go, get roles", null), [nameof(MemberJoined), nameof(MemberRenamed), nameof(MemberRoleChanged), nameof(MemberRemoved), nameof(MemberRestored), nameof(SeatLinkMade), nameof(SeatMoved)], [], []),
        (new("muted", "people muted, their notes hidden", null), [nameof(MemberMuted), nameof(MemberUnmuted), nameof(MemberNotesHidden), nameof(MemberNotesShown)], [], []),
        (new("links", "invite links", null), [nameof(InviteCreated), nameof(InviteRevoked)], [], []),
        (new("notes", "notes hidden, shown, moved, merged", null), [], [nameof(AnnotationHidden), nameof(AnnotationShown), nameof(AnnotationEdited), nameof(StanceReasonHidden), nameof(StanceReasonShown), nameof(ThreadMerged), nameof(ThreadUnmerged)], []),
        (new("decided", "notes approved or rejected, flags dismissed", null), [], [], [nameof(NoteApproved), nameof(NoteRejected), nameof(RejectionWithdrawn), nameof(FlagsDismissed), nameof(FlagsReopened)]),
        (new("erased", "words erased", null), [nameof(ContentErased)], [], []),
        (new("texts", "texts added, locked, slowed, closed", null), [nameof(SeminarCreated), nameof(DocumentAdded)], [nameof(EditionAdded), nameof(ClauseLocked), nameof(ClauseUnlocked), nameof(SlowModeSet), nameof(ApprovalSet), nameof(DocumentClosed), nameof(DocumentReopened)], []),
        (new("pins", "pins and leading", null), [], [nameof(PinPlaced), nameof(PinMoved), nameof(PinRemoved), nameof(Led)], []),
        (new("session", "sessions, stances asked for, blind rounds", null), [], [nameof(SessionOpened), nameof(SessionClosed), nameof(AgendaSet), nameof(ScribeSet), nameof(StancesSet), nameof(RoundOpened), nameof(RoundRevealed), nameof(RoundCancelled)], []),
        (new("rules", "rules of the seminar", null), [nameof(SettingsChanged)], [], []),
    ];

    private static readonly FrozenSet<(AuditLog, string)> Everything = All.SelectMany(act => Enum.GetValues<AuditLog>().SelectMany(log => Of(act, log).Select(kind => (log, kind)))).ToFrozenSet();

    public static IReadOnlyList<ExportChoice> Choices { get; } = [.. All.Select(act => act.Choice)];

    /// <summary>Whether an event of this kind is of that act.</summary>
    /// <param name="act">One of the choices; null for any.</param>
    /// <param name="log">Whose log it is in: what the seminar tells its documents is in theirs again.</param>
    /// <param name="kind">The event's kind.</param>
    public static bool Has(string? act, AuditLog log, string kind) =>
        act is null ? Everything.Contains((log, kind)) : Of(All.First(each => each.Choice.Id == act), log).Contains(kind);

    private static string[] Of((ExportChoice Choice, string[] OfSeminar, string[] OfDocuments, string[] OfQueues) act, AuditLog log) => log switch
    {
        AuditLog.Seminar => act.OfSeminar,
        AuditLog.Document => act.OfDocuments,
        _ => act.OfQueues,
    };
}
