using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Rounds;
using Collab.Grains.EventSourcing;
using Collab.Storage;

namespace Collab.Grains.Documents;

/// <summary>
/// How a blind round ends: first its sealed log takes no more notes, then the document says that it is over, with the notes in the same append
/// where it is revealed. Where that is cut short between, the same again goes on from there, and so does the other of the two.
/// </summary>
public sealed partial class DocumentGrain
{
    private async Task<Reply> EndRoundAsync(Command command, string clause)
    {
        // Where it was cut off, this round may have ended elsewhere, and another be open.
        await EnsureNewestAsync();
        var key = new CommandKey(command.Actor, command.CommandId);
        if (await FindCommandAsync(key, command.Request) is { } earlier)
            return earlier;
        try
        {
            DocumentDecider.Decide(Shown, command, Time.GetUtcNow());
        }
        catch (RefusalException refusal)
        {
            return Reply.Refused(refusal);
        }

        var (round, erased) = (Round.OpenAt(Header.Rounds, clause)!, Header.Erased);
        var log = GrainFactory.GetGrain<ISealedGrain>(SealedKey.RoundOf(Stream, round.Id));
        var notes = await log.OpenAsync();
        // Asked only where it is still open: while storage is probed, a command that writes nothing would take the one try that there is, for ever.
        if (!notes.Queue.Ended)
        {
            var ended = await log.ExecuteAsync(new EndRound { CommandId = Guid.NewGuid(), Actor = command.Actor });
            if (ended.Code == "damaged" && command is RevealRound)
                return Reply.Refused(NotesDamaged(ended.Detail));
            // What is damaged takes no more notes, and of what is cancelled nothing comes out: the document is whole, and its point opens again.
            if (ended.Outcome is null && ended.Code != "damaged")
                return ended;
            notes = await log.OpenAsync();
        }

        var sealedNotes = command is RevealRound ? notes : null;
        return await SubmitOnceAsync(key, command.Request, version =>
        {
            // … also just now: of another round nothing has been read, and its log takes notes still.
            if (Round.OpenAt(version.Document.Header.Rounds, clause) is { } open && open.Id != round.Id)
                throw new RefusalException("stale", "That round has ended, and another was opened at this point. Look at it, then reveal or cancel it.");
            // What was read may have been erased since. What is written from here on comes before any erasure that the document is still to hear of, which reaches it.
            if (version.Document.Header.Erased > erased)
                throw new RefusalException("stale", "Somebody's words were erased at this moment. Look at the round, then reveal or cancel it.");
            var over = new Decided(command.Actor, command.CommandId, command.Request, DocumentDecider.Decide(version.Document, command, Time.GetUtcNow()));
            return sealedNotes is null ? [over] : [over, .. RoundDecider.Notes(ClauseContext.Of(version.Document.Header), round, sealedNotes.Notes, sealedNotes.Queue)
                .Select(note => new Decided(note.Author, note.Command, note.Request, [note.Note]))];
        });
    }

    private static RefusalException NotesDamaged(string? where) => new("damaged",
        $"What was written in this round is not revealed in part. {where} Or cancel the round: nothing of it comes out, and the point takes notes again.");
}
