using Collab.Contracts.Documents;
using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Contracts.Notebooks;

/// <summary>One member's private notes on one document, in a log of their own. Its key is <c>document/member</c>.</summary>
[Alias("Collab.INotebookGrain")]
public interface INotebookGrain : IGrainWithStringKey
{
    /// <summary>Takes AddAnnotation, EditAnnotation, DeleteAnnotation, MarkRead and SetWatch.</summary>
    [Alias("Execute")]
    Task<Reply> ExecuteAsync([Immutable] Command command);

    [Alias("Open")]
    Task<NotebookState> OpenAsync();

    /// <summary>The durable state, and every later batch to the observer (see <see cref="IDocumentGrain.ObserveAsync"/>); the observer is told the grain's key as document.</summary>
    [Alias("Observe")]
    Task<NotebookState> ObserveAsync(IDocumentObserver observer);

    /// <summary>Keeps an observation alive, or begins it again; it asks no storage.</summary>
    /// <returns>False where the observer was not known: it may have missed something, and reads it.</returns>
    [Alias("Renew")]
    Task<bool> RenewAsync(IDocumentObserver observer);

    /// <summary>As of <see cref="IDocumentGrain.ReadAsync"/>.</summary>
    [Alias("Read")]
    Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes = 0);

    /// <summary>Erases every note in it: that it is, by an event, and then the words from the log.</summary>
    /// <param name="actor">Who asks.</param>
    [Alias("Erase")]
    Task<Reply> EraseAsync(string actor);
}
