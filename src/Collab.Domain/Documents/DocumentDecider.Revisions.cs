using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Revisions;
using Collab.Domain.Rounds;

namespace Collab.Domain.Documents;

/// <summary>The next revision of the text, and the notes that stay on an earlier one.</summary>
public static partial class DocumentDecider
{
    private static ImmutableArray<Proposal> Revise(ClauseContext context, DocumentState state, ReviseText command)
    {
        Demand(context, command, "revise-text");
        ClauseDecider.DemandOpen(context);
        // The notes of a round are on the text that its members saw, and come to light in one piece.
        RoundDecider.DemandOver(context, "revise the text");
        var header = state.Header;
        if (command.Revision != header.Revision)
            throw new RefusalException("stale", $"The text is at revision {header.Revision}. Take a preview against that, and look at it again.");
        if (header.Revision >= FormerText.MostRevisions)
            throw new RefusalException("bad-request", $"A document has at most {FormerText.MostRevisions} revisions. Import the text as a document of its own.");
        Pairing.Demand(header.Clauses, command.Drafts.Length, command.Pairs);
        if (command.Drafts.IsEmpty)
            throw new RefusalException("no-clauses", "The new text has no parts. Send one that has.");
        if (command.Pairs.Count(pair => !pair.Sure) is > 0 and var doubtful)
            throw new RefusalException("not-sure", $"Of {doubtful} pairs it is not sure that they are the same point. Confirm each, or say what it is.");
        var ids = Pairing.Ids(command.Pairs, command.Drafts.Length, Identifier.New);
        var clauses = TextRevision.Clauses(command.Drafts, ids);
        if (clauses.SequenceEqual(header.Clauses))
            throw new RefusalException("already", "The text says that already, word for word.");
        var reanchoring = new Reanchoring(header.Clauses, clauses, command.Pairs, header.Revision + 1);
        var outcomes = Retargeting.Outcomes(state.Annotations.OrderBy(note => note.Number), reanchoring);
        return [new(null, new TextRevised(header.Revision + 1, command.Text, ids, command.Pairs, [.. outcomes]) { Clauses = clauses }, Words(command) with { Reason = WordRules.Reason(command.Reason) })];
    }

    private static ImmutableArray<Proposal> Keep(ClauseContext context, DocumentState state, KeepNote command)
    {
        Demand(context, command, "revise-text");
        ClauseDecider.DemandOpen(context);
        if (!AnnotationId.IsWellFormed(command.Annotation) || state.Find(command.Annotation) is not { IsGone: false } note)
            throw new RefusalException("not-found", "There is no such note in this document.");
        if (command.Version != note.Version)
            throw new RefusalException("stale", $"The note was changed since: it is at version {note.Version}. Look at it again.");
        var unplaced = note.Targets.Where(target => ReviewQueue.IsUnplaced(target, context.Revision)).ToList();
        if (unplaced.Count == 0 || unplaced.TrueForAll(target => target.Anchor is { Kept: true }))
            throw new RefusalException("already", unplaced.Count == 0 ? "The note is on the text as it is now." : "The note stays on the earlier text already.");
        return [new(note.Home, new NoteKept(note.Id, context.Revision), Words(command))];
    }
}
