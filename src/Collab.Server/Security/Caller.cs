using System.Security.Claims;
using Collab.Domain;
using Collab.Domain.Planting;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>Who sends a request: a person, by a session or by a personal access token.</summary>
/// <param name="Person">The id of the person.</param>
/// <param name="Session">The session's id; null where a token is used.</param>
/// <param name="Token">The token's id; null where a session is used.</param>
/// <param name="Scopes">What the token may be used for; everything for a session.</param>
/// <param name="Seminar">The only seminar that the token holds in; null for any.</param>
public sealed record Caller(string Person, string? Session, string? Token, TokenScopes Scopes, string? Seminar)
{
    public const TokenScopes AllScopes = TokenScopes.Read | TokenScopes.Annotate | TokenScopes.Moderate | TokenScopes.Export;

    public const string PersonClaim = "sub", SessionClaim = "sid", TokenClaim = "token", ScopeClaim = "scope", SeminarClaim = "seminar", AsClaim = "as";

    /// <summary>The member that the caller says to be, in <c>?as=</c>: a page keeps its reader when another signs in beside it. Null where nothing is said.</summary>
    public string? As { get; init; }

    public static Caller Of(Session session) => new(session.Person, session.Id, null, AllScopes, null);

    public static Caller Of(AccessToken token) => new(token.Person, null, token.Id, token.Scopes, token.Seminar);

    /// <summary>The caller of a request or a connection; null for anonymous.</summary>
    public static Caller? Of(ClaimsPrincipal? user) => user?.FindFirstValue(PersonClaim) is { } person
        ? new Caller(
            person,
            user.FindFirstValue(SessionClaim),
            user.FindFirstValue(TokenClaim),
            (TokenScopes)int.Parse(user.FindFirstValue(ScopeClaim)!),
            user.FindFirstValue(SeminarClaim))
        {
            As = user.FindFirstValue(AsClaim),
        }
        : null;

    public ClaimsPrincipal ToPrincipal()
    {
        List<Claim> claims = [new(PersonClaim, Person), new(ScopeClaim, ((int)Scopes).ToString())];
        if (Session is not null)
            claims.Add(new(SessionClaim, Session));
        if (Token is not null)
            claims.Add(new(TokenClaim, Token));
        if (Seminar is not null)
            claims.Add(new(SeminarClaim, Seminar));
        if (As is not null)
            claims.Add(new(AsClaim, As));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, SignInHandler.Scheme, PersonClaim, null));
    }

    /// <param name="member">The member that the caller is in the seminar.</param>
    /// <exception cref="RefusalException"><c>another-member</c>: they said to be another.</exception>
    public void DemandIs(string member)
    {
        if (As is not null && As != member)
            throw new RefusalException("another-member", "Somebody else is signed in here now. Open the page anew.");
    }

    /// <summary>Whether the caller may act in the seminar at all, and do what the action's scope covers.</summary>
    public bool Covers(string action) => Token is null || Planted.Is(Defect.ScopesIgnored) || (TokenScope.Of(action) is { } needed && Scopes.HasFlag(needed));
}
