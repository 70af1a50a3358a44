namespace Collab.Storage.Accounts;

/// <summary>A link that can be redeemed once, without its secret.</summary>
/// <param name="Kind">What it opens.</param>
/// <param name="Person">Whose seat it opens.</param>
/// <param name="Seminar">The seminar it leads to.</param>
/// <param name="Role">The role it grants there.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">From when on it is refused.</param>
/// <param name="RemoteAllowed">Whether it may be redeemed from another machine than the server's.</param>
/// <param name="Used">When it was redeemed; null while it was not.</param>
public sealed record OneUseLink(
    LinkKind Kind,
    string? Person,
    string? Seminar,
    string? Role,
    DateTimeOffset Created,
    DateTimeOffset Expires,
    bool RemoteAllowed,
    DateTimeOffset? Used = null);
