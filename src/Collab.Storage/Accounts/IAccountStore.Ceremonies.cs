namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Begins a ceremony that this secret ends, and forgets those that have expired.</summary>
    Task AddCeremonyAsync(Ceremony ceremony, string secret, DateTimeOffset now);

    /// <summary>
    /// Ends the ceremony: whatever it was, it is gone. Null when there is none of this secret, it has expired, or it is of another kind. Of any
    /// number of attempts, also on several nodes at once, one gets it.
    /// </summary>
    Task<Ceremony?> TakeCeremonyAsync(string secret, CeremonyKind kind, DateTimeOffset now);
}
