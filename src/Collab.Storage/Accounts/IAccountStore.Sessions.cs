namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Begins a session that this secret opens.</summary>
    Task<Session> StartSessionAsync(string secret, string person, string? device, DateTimeOffset now);

    /// <summary>The session that the secret opens, also when it has ended; null when there is none.</summary>
    Task<Session?> FindSessionAsync(string secret);

    /// <summary>All sessions of a person, newest first, ended ones too.</summary>
    Task<IReadOnlyList<Session>> ListSessionsAsync(string person);

    /// <summary>Notes that a session was used. Call it rarely: it is a write.</summary>
    Task SeeSessionAsync(string id, DateTimeOffset now);

    /// <summary>Ends a session; false when there is none with this id, or it has ended.</summary>
    Task<bool> EndSessionAsync(string id, DateTimeOffset now);
}
