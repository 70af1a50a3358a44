using Collab.Contracts.Documents;
using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Contracts.Sealed;

/// <summary>
/// Notes on one document that not everyone may see yet, in a log of their own. Its key is <c>document/name</c>; the name says what they wait
/// for, and is no member's id. It answers whoever asks: who may see what of it is for the caller to know.
/// </summary>
[Alias("Collab.ISealedGrain")]
public interface ISealedGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes AddAnnotation, AddReply, EditAnnotation, DeleteAnnotation, FlagAnnotation, DismissFlags, ApproveNote and RejectNote; a blind round's
    /// takes AddAnnotation, EditAnnotation, DeleteAnnotation, and EndRound, after which it takes no note. The outcome has no
    /// seq and no number for members: they would tell how many others wrote. Moderators are told the log's seq, and of a note that they let
    /// out the document's seq, the note's id and its number there.
    /// </summary>
    [Alias("Execute")]
    Task<Reply> ExecuteAsync([Immutable] Command command);

    /// <summary>The command's answer if it was done here already; null if it was not. Answers <c>command-reused</c> where it was another one.</summary>
    [Alias("FindCommand")]
    Task<Reply?> FindCommandAsync([Immutable] Command command);

    [Alias("Open")]
    Task<SealedState> OpenAsync();

    /// <summary>The durable state, and every later batch to the observer (see <see cref="IDocumentGrain.ObserveAsync"/>); the observer is told the grain's key as document.</summary>
    [Alias("Observe")]
    Task<SealedState> ObserveAsync(IDocumentObserver observer);

    /// <summary>As of <see cref="IDocumentGrain.ReadAsync"/>.</summary>
    [Alias("Read")]
    Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes = 0);

    /// <summary>Erases what a member wrote in it: that it is, by an event, and then the words from the log.</summary>
    /// <param name="actor">Who asks.</param>
    [Alias("Erase")]
    Task<Reply> EraseAsync(string actor, string member);
}
