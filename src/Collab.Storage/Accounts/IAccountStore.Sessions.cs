namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Begins a session that this secret opens. Of more than <see cref="Session.Most"/> of a person that have not ended the one that was used longest ago ends.</summary>
    Task<Session> StartSessionAsync(string secret, string person, string? device, SignInWay way, DateTimeOffset now);

    /// <summary>The session that the secret opens, also when it has ended; null when there is none.</summary>
    Task<Session?> FindSessionAsync(string secret);

    /// <summary>The sessions with these ids, in no order, ended ones too.</summary>
    Task<IReadOnlyList<Session>> FindSessionsAsync(IReadOnlyCollection<string> ids);

    /// <summary>All sessions of a person, newest first, ended ones too.</summary>
    Task<IReadOnlyList<Session>> ListSessionsAsync(string person);

    /// <summary>Notes that a session was used. Call it rarely: it is a write.</summary>
    Task SeeSessionAsync(string id, DateTimeOffset now);

    /// <summary>Notes that the person has shown again who they are; false when there is no session with this id, or it has ended.</summary>
    Task<bool> ConfirmSessionAsync(string id, SignInWay way, DateTimeOffset now);

    /// <summary>Keeps by what a session that somebody granted is asked for again, in place of the one before. False when it has ended.</summary>
    /// <param name="id">The session.</param>
    /// <param name="grant">It opens what it was granted for: hand it over encrypted.</param>
    /// <param name="now">When it was last asked for.</param>
    Task<bool> SaveGrantAsync(string id, ReadOnlyMemory<byte> grant, DateTimeOffset now);

    /// <summary>
    /// Notes that it is asked now whether a session still holds. Of any number of attempts, also on several nodes at once, that found it
    /// asked at the same time, one succeeds; none where it has ended.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="before">When it was last asked for, as it was found.</param>
    /// <param name="now">When it is asked for.</param>
    Task<bool> CheckSessionAsync(string id, DateTimeOffset before, DateTimeOffset now);

    /// <summary>By what the session is asked for again; null where it has nothing, or has ended.</summary>
    Task<ReadOnlyMemory<byte>?> ReadGrantAsync(string id);

    /// <summary>Ends a session and forgets its grant; false when there is none with this id, or it has ended.</summary>
    Task<bool> EndSessionAsync(string id, DateTimeOffset now);
}
