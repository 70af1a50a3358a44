namespace Collab.Storage.Accounts;

/// <summary>A link that signs somebody in or seats them, without its secret.</summary>
/// <param name="Kind">What it opens.</param>
/// <param name="Person">Whose seat it opens.</param>
/// <param name="Seminar">The seminar it leads to.</param>
/// <param name="Role">The role it grants there.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">From when on it is refused.</param>
/// <param name="RemoteAllowed">Whether it may be redeemed from another machine than the server's.</param>
/// <param name="Used">When it was redeemed, for the last time where it may be redeemed often; null while it was not.</param>
/// <param name="Id">By what it is listed and revoked; null for one that is neither.</param>
/// <param name="Member">The member whose seat in the seminar it moves.</param>
/// <param name="Revoked">When it was revoked; null while it was not.</param>
public sealed record SignInLink(
    LinkKind Kind,
    string? Person,
    string? Seminar,
    string? Role,
    DateTimeOffset Created,
    DateTimeOffset Expires,
    bool RemoteAllowed,
    DateTimeOffset? Used = null,
    string? Id = null,
    string? Member = null,
    DateTimeOffset? Revoked = null)
{
    /// <summary>Most links to return by of one person that hold.</summary>
    public const int MostReturns = 20;

    /// <summary>Most links of one person that open once, for another device or mailed, and were not opened yet.</summary>
    public const int MostPersonal = 20;

    /// <summary>How many of its kind one person may have that hold; null where they are not counted.</summary>
    internal long? Most => Kind switch { LinkKind.Return => MostReturns, LinkKind.Personal => MostPersonal, _ => null };

    /// <summary>Why it is refused now, whoever comes from wherever; null when it is not. That it was used is for the attempt to say.</summary>
    /// <param name="now">The time of the attempt.</param>
    /// <param name="remote">Whether the attempt comes from another machine than the server's.</param>
    internal LinkOutcome? RefusalAt(DateTimeOffset now, bool remote) => this switch
    {
        { Revoked: not null } => LinkOutcome.Revoked,
        _ when now >= Expires => LinkOutcome.Expired,
        _ when remote && !RemoteAllowed => LinkOutcome.LocalOnly,
        _ => null,
    };
}
