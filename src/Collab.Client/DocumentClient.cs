using System.Runtime.CompilerServices;

namespace Collab.Client;

/// <summary>One document: what is said in it, and what one says.</summary>
public sealed partial class DocumentClient
{
    private const int PageSize = 1000;

    private readonly Wire _wire;
    private readonly string _path;

    internal DocumentClient(Wire wire, string id) => (_wire, Id, _path) = (wire, id, $"api/documents/{Wire.Part(id)}");

    public string Id { get; }

    /// <summary>All that I may see.</summary>
    /// <param name="at">A seq of the past; null for now. What was hidden or erased since stays so.</param>
    /// <param name="atLeast">Not before this seq is there, on whichever node answers: the <see cref="Outcome.Seq"/> of what I wrote.</param>
    /// <exception cref="RefusedException">Such as <c>not-found</c>: it is not there, or not for me.</exception>
    public Task<Snapshot> ReadAsync(long? at = null, long? atLeast = null, CancellationToken cancellation = default)
    {
        string[] query = [.. new[] { at is null ? null : $"at={at}", atLeast is null ? null : $"atLeast={atLeast}" }.OfType<string>()];
        return _wire.GetAsync<Snapshot>(query.Length > 0 ? $"{_path}?{string.Join('&', query)}" : _path, cancellation);
    }

    /// <summary>The events after a cursor that are there by now, in order; it ends with the newest.</summary>
    /// <exception cref="RefusedException">Such as <c>resync</c>: the cursor is not of this log.</exception>
    public async IAsyncEnumerable<DocumentEvent> EventsAsync(Cursor after = default, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Batch page;
        do
        {
            page = await _wire.GetAsync<Batch>($"{_path}/events?after={Uri.EscapeDataString(after.ToString())}&limit={PageSize}", cancellation);
            foreach (var e in page.Events)
                yield return e;
            after = page.Cursor;
        }
        while (page.Last < page.Head);
    }

    /// <summary>
    /// Everything after a cursor, for ever: nothing is missed and nothing comes twice, however often the connection breaks. It connects again by
    /// itself. Where the cursor does not hold (any more) a <see cref="Snapshot"/> comes in the place of events: begin anew with it.
    /// Each watch has a connection of its own.
    /// </summary>
    /// <param name="after">Null to begin with a snapshot.</param>
    /// <param name="cancellation">Ends it, with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="RefusedException">I may not, or no longer: <c>not-found</c>, <c>unauthenticated</c>, <c>forbidden</c>.</exception>
    public IAsyncEnumerable<Update> Watch(Cursor? after = null, CancellationToken cancellation = default) => new DocumentWatch(_wire, Id, _path).RunAsync(after, cancellation);
}
