using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Importing;
using Collab.Domain.Rounds;

namespace Collab.Domain.Documents;

/// <summary>Notes that a file brings.</summary>
public static partial class DocumentDecider
{
    private static ImmutableArray<Proposal> Import(ClauseContext context, DocumentState state, ImportNotes command)
    {
        Demand(context, command, "import-document");
        ClauseDecider.DemandOpen(context);
        if (context.Rounds.Any(round => round.State == RoundState.Open))
            throw new RefusalException("in-round", "A blind round is open. Reveal or cancel it, then import.");
        var proposals = new NoteImport(context, state, command).Proposals();
        // Answers stand where the note does that began their thread.
        var answered = proposals.Select(proposal => proposal.Data).OfType<ReplyAdded>().Select(reply => state.Find(reply.Thread)).OfType<Annotation>();
        if (!command.Override && (command.Notes.SelectMany(note => note.Targets).Any(target => context.Locked.Contains(target.Clause)) || answered.SelectMany(note => note.Targets).Any(target => context.Locked.Contains(target.Clause))))
            throw new RefusalException("locked", "A point is locked to which notes of the file belong. Send override to write there, or unlock it.");
        if (proposals.IsEmpty)
            throw new RefusalException("nothing-to-import", "None of the notes of the file has a place here, or all are here already. Look at the preview.");
        return [new(null, new NotesImported(command.Format, proposals.Count(proposal => proposal.Data is AnnotationAdded or ReplyAdded)), Words(command)), .. proposals];
    }
}
