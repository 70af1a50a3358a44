using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Relations;

namespace Collab.Domain.Policy;

/// <summary>
/// Decides what of a document's log may leave as it is stored. It never tells more than the room does by now; a kind of event that nobody
/// has thought about here leaves with its hash alone.
/// </summary>
public static class LogDisclosure
{
    /// <param name="head">The document now.</param>
    public static Disclosure Of(LogEvent e, DocumentState head, Audience audience) => e.Data switch
    {
        // The command's id may tell when a note of a blind round was written.
        AnnotationAdded { Round: not null } => Disclosure.HashAlone,
        // Who said it aloud stands beside the words.
        AnnotationAdded { SaidBy: not null } added => Readable(added, head, audience) ? Disclosure.Whole : Disclosure.HashAlone,
        AnnotationAdded or ReplyAdded or AnnotationEdited => WithWords(Readable((AnnotationEventData)e.Data, head, audience)),
        // Of these the words are a reason, which is told with the act, or none.
        AnnotationDeleted or AnnotationHidden or AnnotationShown or ThreadResolved or ThreadReopened or NoteKept => Disclosure.Whole,
        ThreadMerged or ThreadUnmerged or PinPlaced or PinMoved or PinRemoved or ReactionAdded or ReactionRemoved => Disclosure.Whole,
        RelationEventData between => Relation.IsTold(between.From, between.To, head, audience) ? Disclosure.Whole : Disclosure.HashAlone,
        // Whose it is. The digest must stay untold too: without it nobody tries all members against the hash.
        StanceEventData { Anonymous: true } => Disclosure.HashAlone,
        StanceTaken taken => WithWords(audience.MayReadReason(taken.Stance, head.Header)),
        StanceEventData or StanceReasonEventData or StancesSet => Disclosure.Whole,
        AuthorNamed named => WithWords(audience.Class.SeesNames && head.Header.Authors.GetValueOrDefault(named.Author)?.Name == e.Words?.Name),
        ToldEventData told => Told(told, e.Words, head.Header, audience),
        ITextEvent or NotesImported => Disclosure.Whole,
        ClauseLocked or ClauseUnlocked or DocumentClosed or DocumentReopened or SlowModeSet or ApprovalSet => Disclosure.Whole,
        RoundOpened or RoundRevealed or RoundCancelled => Disclosure.Whole,
        Led or SessionOpened or SessionClosed or AgendaSet or ScribeSet or TimerSet or TimerEnded => Disclosure.Whole,
        HandRaised or HandLowered or FloorGiven or FloorEnded => Disclosure.Whole,
        _ => Disclosure.HashAlone,
    };

    /// <summary>The seminar's log is its moderators' to read, and so is the seq there that such an event names; whose account a member is, nobody's.</summary>
    private static Disclosure Told(ToldEventData data, Words? words, DocumentHeader head, Audience audience) => data switch
    {
        MemberJoined or SeatMoved => Disclosure.HashAlone,
        _ when !audience.Class.ReadsHidden => Disclosure.HashAlone,
        // Under the name of now: one that was given up is not shown again.
        MemberRenamed renamed => WithWords(audience.Class.SeesNames && head.Members.GetValueOrDefault(renamed.Member)?.Name == words?.Name),
        MemberRoleChanged or MemberRemoved or MemberRestored or MemberMuted or MemberUnmuted or MemberNotesHidden or MemberNotesShown => Disclosure.Whole,
        ContentErased or SettingsChanged => Disclosure.Whole,
        _ => Disclosure.HashAlone,
    };

    private static bool Readable(AnnotationEventData about, DocumentState head, Audience audience) => head.Find(about.Annotation) is { } note && audience.MayRead(note);

    private static Disclosure WithWords(bool readable) => readable ? Disclosure.Whole : Disclosure.WithoutWords;
}
