namespace Collab.Storage.Accounts;

/// <summary>Where a person can be written to.</summary>
/// <param name="Person">The id of the person.</param>
/// <param name="Address">The address, as it is compared.</param>
/// <param name="Confirmed">When the person showed that it is theirs; null while they have not.</param>
public sealed record Contact(string Person, string Address, DateTimeOffset? Confirmed = null);
