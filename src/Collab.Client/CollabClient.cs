namespace Collab.Client;

/// <summary>A server, and who one is there: whoever made the token, within its scopes. Safe for many threads; keep one for as long as the program runs.</summary>
public sealed class CollabClient : IDisposable
{
    private readonly Wire _wire;

    /// <param name="address">Scheme, host and port, and a path where the server lies under one.</param>
    /// <param name="token">A personal access token, as <c>collab token</c> or <c>POST /api/tokens</c> made it. It is sent in the Authorization header and nowhere else.</param>
    public CollabClient(Uri address, string token, CollabClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        _wire = new Wire(address, token, options ?? new CollabClientOptions());
    }

    /// <summary>Who the token speaks for, and the seminars that it reaches.</summary>
    /// <exception cref="RefusedException">Such as <c>unauthenticated</c>: the token does not hold.</exception>
    public Task<Me> MeAsync(CancellationToken cancellation = default) => _wire.GetAsync<Me>("api/me", cancellation);

    /// <summary>The documents of a seminar.</summary>
    /// <exception cref="RefusedException">Such as <c>not-found</c>.</exception>
    public async Task<IReadOnlyList<DocumentRow>> DocumentsAsync(string seminar, CancellationToken cancellation = default) =>
        (await _wire.GetAsync<ListOf<DocumentRow>>($"api/seminars/{Wire.Part(seminar)}/documents", cancellation)).Items;

    /// <summary>One document. Nothing is asked yet.</summary>
    /// <param name="id">As the wire gave it.</param>
    public DocumentClient Document(string id) => new(_wire, id);

    /// <summary>Closes its connections. Watches that run end with what they were doing.</summary>
    public void Dispose() => _wire.Dispose();
}
