using Collab.Contracts.Clauses;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Contracts.Documents;

/// <summary>One document: the sequencer of its log. Its key is the document's id.</summary>
[Alias("Collab.IDocumentGrain")]
public interface IDocumentGrain : IGrainWithStringKey
{
    /// <summary>Makes the document out of a text. Again with the same command id: the same answer.</summary>
    [Alias("Import")]
    Task<Reply> ImportAsync([Immutable] ImportDocument import);

    /// <summary>Decides a command whose home is the document itself.</summary>
    [Alias("Execute")]
    Task<Reply> ExecuteAsync([Immutable] Command command);

    /// <summary>Writes what a clause decided, all of it or nothing, in the order given.</summary>
    [Alias("Commit")]
    Task<CommitReply> CommitAsync([Immutable] ClauseCommit commit);

    /// <summary>What a clause must know to decide, as of now; null where there is no such clause.</summary>
    [Alias("OpenClause")]
    Task<ClauseOpening?> OpenClauseAsync(string clause);

    /// <summary>What a notebook must know to decide about private notes; null where there is no such document.</summary>
    [Alias("OpenContext")]
    Task<ClauseContext?> OpenContextAsync();

    /// <summary>The command's answer if it was done already; null if it was not. Answers <c>command-reused</c> where it was another one.</summary>
    [Alias("FindCommand")]
    Task<Reply?> FindCommandAsync([Immutable] Command command);

    /// <summary>The durable state, and from the next event on every batch to the observer. Renewed every 10 s; forgotten after 30 s.</summary>
    /// <returns>Null where there is no such document; a state of revision 0 where its first event is damaged, so that nothing of it can be read.</returns>
    [Alias("Observe")]
    Task<DocumentState?> ObserveAsync(IDocumentObserver observer);

    /// <summary>
    /// Keeps an observation alive, or takes it up again for whoever has the state of a seq: what came after it is read, and the state need
    /// not be sent. It would be as long as the document, to every node, whenever the grain moves.
    /// </summary>
    /// <param name="epoch">The epoch of the state that the observer has; empty where it wants to be told whether it is known.</param>
    /// <param name="seq">Its seq.</param>
    /// <param name="seminarSeq">The seminar's seq up to which it knows the members.</param>
    /// <returns>False where it must be begun again.</returns>
    [Alias("Renew")]
    Task<bool> RenewAsync(IDocumentObserver observer, string epoch = "", long seq = 0, long seminarSeq = 0);

    /// <summary>
    /// Durable events after a seq, at most <paramref name="max"/>, in order; where they are longer than <paramref name="maxBytes"/> together
    /// fewer, and always the first (0: whatever their length).
    /// </summary>
    [Alias("Read")]
    Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes = 0);

    /// <summary>Events of the seminar's members, in the seminar's order: those that are new to the document are written to its log before the answer.</summary>
    /// <returns>The document's head; 0 where they could not be written: whoever reads is judged by them, but another activation would not know.</returns>
    [Alias("ApplyMembership")]
    Task<long> ApplyMembershipAsync([Immutable] IReadOnlyList<LogEvent> events);

    /// <summary>Takes the words of those whom the seminar has erased out of the log. The event that says so comes from the seminar, and is durable before.</summary>
    [Alias("Erase")]
    Task<Reply> EraseAsync();
}
