using System.Globalization;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Api;
using Collab.Web.Models;

namespace Collab.Server.Moderation;

/// <summary>Events of a seminar and of its documents as sentences, in the names of now.</summary>
internal sealed class AuditSentences(SeminarNames names, AuditSources sources)
{
    private readonly SeminarState seminar = names.Seminar;

    /// <summary>The member whom it concerned, beside the one who did it; null for nobody.</summary>
    public string? WhomOf(string stream, EventData data) => data switch
    {
        MemberEventData about => about.Member,
        SeatLinkMade made => made.Member,
        AnnotationEventData about => sources.NoteOf(stream, about)?.Creator,
        _ => null,
    };

    public AuditRow ToRow(string stream, LogEvent e)
    {
        var note = e.Data is AnnotationEventData about ? sources.NoteOf(stream, about) : null;
        // What waits has no number; what was approved has one in the document.
        var number = e.Data is NoteApproved approved ? approved.Number : note is { Number: > 0 } ? note.Number : (int?)null;
        var document = sources.DocumentOf(stream);
        var whom = WhomOf(stream, e.Data) is { } member && member != e.Actor ? NameOf(member) : null;
        var (did, after) = Phrase(stream, e, number, whom is not null);
        return new AuditRow($"{stream} {e.Seq}", e.At, seminar.Members.ContainsKey(e.Actor) ? NameOf(e.Actor) : e.Actor == Member.Institution ? "The university" : "The server", did)
        {
            Whom = whom,
            Rest = after,
            Text = document?.Header.Title,
            Address = document is null ? null : $"/rooms/{document.Header.Id}{(number is null ? "" : $"/notes/{number}")}",
            Reason = e.Words?.Reason,
        };
    }

    /// <param name="named">Whether the name of whom it concerned stands between the two parts.</param>
    private (string Did, string After) Phrase(string stream, LogEvent e, int? note, bool named) => e.Data switch
    {
        SeminarCreated => ("founded the seminar", ""),
        MemberJoined joined => named ? ("brought in", $" as {Role(joined.Role)}") : ($"came in as {Role(joined.Role)}{By(joined.Invite)}{ByCode(joined.Code)}", ""),
        MemberRenamed => ("took another name", ""),
        MemberRoleChanged { Invite: { } invite } raised => ($"became {Role(raised.Role)}{By(invite)}", ""),
        MemberRoleChanged changed => named ? ("made", $" {Role(changed.Role)}") : ($"became {Role(changed.Role)}", ""),
        MemberRemoved => (named ? "removed" : "left", ""),
        MemberRestored => ("brought back", ""),
        OwnerLinkMade made => ($"made an owner link, to be opened {(made.Remote ? "on any machine" : "on the server’s own machine")} until {Day(made.Expires)}", ""),
        SeatLinkMade made => ("made a link to the seat of", $", to be opened until {Day(made.Expires)}"),
        SeatMoved => ("opened the link to their seat, on another device", ""),
        MemberMuted muted => ("muted", muted.Until is { } until ? $" until {Day(until)}" : ""),
        MemberUnmuted => ("let", " write again"),
        MemberNotesHidden => ("hid all notes of", ""),
        MemberNotesShown => ("showed the notes of", " again"),
        ContentErased => (named ? "erased the words and the name of" : "erased their own words and name", ""),
        InviteCreated made => ($"made a link for {Role(made.Role)}{(made.MaxUses is { } most ? most == 1 ? ", to be used once" : $", to be used {most} times" : "")}", ""),
        InviteRevoked revoked => (seminar.Invites.TryGetValue(revoked.Invite, out var link) ? $"revoked the link for {Role(link.Role)} made {Day(link.Created)}" : "revoked a link", ""),
        CodeShown shown => ($"showed a join code for {Role(shown.Role)}", ""),
        CodeEnded ended => ($"{(seminar.Members.ContainsKey(e.Actor) ? "stopped" : "ended, since nobody showed it on,")} the join code for {Role(ended.Role)}{Shown(ended.Shown)}", ""),
        DocumentAdded added => (sources.Documents.TryGetValue(added.Document, out var text) ? $"added the text “{text.Header.Title}”" : "added a text", ""),
        TextRevised revised => ($"revised the text: revision {revised.Revision}", ""),
        NoteKept => ($"left {Note(note, named)}", " on the earlier text"),
        EditionAdded edition => ($"added the edition “{edition.Title}” ({edition.Language})", ""),
        NotesImported imported => ($"imported {(imported.Notes == 1 ? "1 note" : $"{imported.Notes} notes")} of a file ({imported.Format})", ""),
        SettingsChanged { Settings: var rules } => ($"set the rules: {Rules(rules)}", ""),
        AnnotationHidden => ($"hid {Note(note, named)}", ""),
        AnnotationShown => ($"showed {Note(note, named)}", " again"),
        StanceReasonHidden hidden => ($"hid the reason of a stance at {Clause(stream, hidden.Clause)}", ""),
        StanceReasonShown shown => ($"showed the reason of a stance at {Clause(stream, shown.Clause)} again", ""),
        AnnotationEdited => ($"moved {Note(note, named)}", ""),
        NoteApproved => ($"approved {Note(note, named)}", ""),
        NoteRejected => ($"rejected {Note(note, named)}", ""),
        RejectionWithdrawn => ($"took back the rejection of {Note(note, named)}", ""),
        FlagsDismissed => ($"dismissed the flags of {Note(note, named)}", ""),
        FlagsReopened => ($"put the flags of {Note(note, named)}", " back in the queue"),
        ThreadMerged merged => ($"merged {Note(note, named)}", $" into {Other(stream, merged.Into)}"),
        ThreadUnmerged => ($"parted {Note(note, named)}", " from the thread it was merged into"),
        PinPlaced placed => ($"pinned {Note(note, named)}", $" at {Clause(stream, placed.Clause)}"),
        PinMoved moved => ($"moved the pin of {Note(note, named)}", $" at {Clause(stream, moved.Clause)}"),
        PinRemoved gone => ($"unpinned {Note(note, named)}", $" at {Clause(stream, gone.Clause)}"),
        ClauseLocked locked => ($"locked {Clause(stream, locked.Clause)}", ""),
        ClauseUnlocked unlocked => ($"unlocked {Clause(stream, unlocked.Clause)}", ""),
        SlowModeSet slow => (slow.Seconds == 0 ? "ended the pause between notes" : $"set a pause of {slow.Seconds} seconds between two notes of one person", ""),
        ApprovalSet approval => (approval.On ? "set that notes wait for a moderator" : "set that notes wait no longer for a moderator", ""),
        DocumentClosed => ("closed the text", ""),
        DocumentReopened => ("reopened the text", ""),
        SessionOpened => ($"opened a session{(e.Words?.Title is { } title ? $", “{title}”" : "")}", ""),
        SessionClosed closed => ($"closed the session, which {(closed.Attended.Length == 1 ? "1 member" : $"{closed.Attended.Length} members")} attended", ""),
        ScribeSet { Member: { } scribe } => ($"let {NameOf(scribe)} note what is said aloud", ""),
        ScribeSet => ("left it to moderators to note what is said aloud", ""),
        AgendaSet agenda => (agenda.Items.IsEmpty ? "took the agenda away" : $"set the agenda: {string.Join(", ", agenda.Items.Select(item => Clause(stream, item.Clause)))}", ""),
        StancesSet set => ($"asked for stances {(set.Anonymous ? "without" : "with")} names: {string.Join(", ", set.Scale)}", ""),
        RoundOpened opened => ($"opened a blind round at {Clause(stream, opened.Clause)}", ""),
        RoundRevealed revealed => ($"revealed the blind round at {Clause(stream, revealed.Clause)}", ""),
        RoundCancelled cancelled => ($"cancelled the blind round at {Clause(stream, cancelled.Clause)}", ""),
        Led led => ($"led everyone to {Clause(stream, led.Clause)}", ""),
        _ => ($"did “{e.Kind}”", ""),
    };

    private string Other(string stream, string annotation) => sources.DocumentOf(stream)?.Find(annotation) is { } note ? $"note {note.Number}" : "another";

    private string NameOf(string member) => names.ShownOf(member) ?? Member.ErasedName;

    private string By(string? invite) => invite is null || !names.Audience.Class.SeesNames ? "" : seminar.Invites.TryGetValue(invite, out var link) ? $" by the link made {Day(link.Created)}" : " by a link";

    private string ByCode(long? code) => code is null || !names.Audience.Class.SeesNames ? "" : $" by {(Shown(code.Value) is { Length: > 0 } shown ? $"the join code{shown}" : "a join code")}";

    private string Shown(long code) => code == 0 ? " that the server printed" : seminar.Codes.FirstOrDefault(showing => showing.Seq == code) is { } showing ? $" shown {Day(showing.Since)}" : "";

    private static string Note(int? note, bool named) => $"{(note is null ? "a note" : $"note {note}")}{(named ? " of" : note is null ? "" : " of their own")}";

    private string Clause(string stream, string clause) =>
        sources.DocumentOf(stream) is { } document && document.Header.ClauseOf(clause) is { } known ? known.Name : "a point";

    private static string Rules(SeminarSettings rules) => string.Join(", ", rules.Names switch { NameRule.Shown => "names are shown", NameRule.Pseudonyms => "members see pseudonyms", _ => "everybody sees pseudonyms" },
        rules.RetentionDays is { } days ? $"everything is kept for {days} days" : "everything is kept as long as the server keeps it",
        rules.GuestsExport ? "guests may export" : "guests may not export");

    private static string Role(Role role) => role is Domain.Policy.Role.Owner or Domain.Policy.Role.Annotator ? $"an {RoleNames.Of(role)}" : $"a {RoleNames.Of(role)}";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
