namespace Collab.Storage.Accounts;

/// <summary>A personal access token, without its secret.</summary>
/// <param name="Id">Opaque; <see cref="Secret.NewId"/>.</param>
/// <param name="Person">The id of the person it speaks for.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="Seminar">The only seminar it may be used in; null is every one of the person's.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it stops to hold; null is never.</param>
/// <param name="LastUsed">When it was last used, as coarsely as it was told.</param>
/// <param name="Revoked">When it was revoked; null while it holds.</param>
public sealed record AccessToken(
    string Id,
    string Person,
    string Name,
    TokenScopes Scopes,
    string? Seminar,
    DateTimeOffset Created,
    DateTimeOffset? Expires = null,
    DateTimeOffset? LastUsed = null,
    DateTimeOffset? Revoked = null)
{
    /// <summary>Most tokens of one person that hold.</summary>
    public const int Most = 50;

    /// <summary>Whether it is neither revoked nor expired.</summary>
    public bool HoldsAt(DateTimeOffset now) => Revoked is null && (Expires is null || now < Expires);
}
