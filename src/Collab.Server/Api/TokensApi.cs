using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>Personal access tokens: what a program sends in place of a cookie.</summary>
internal static class TokensApi
{
    private const int MaxName = 100, UsualDays = 90, MaxDays = 366;

    public sealed record Row(string Id, string Name, IReadOnlyList<string> Scopes, string? Seminar, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? LastUsed)
    {
        public static Row Of(AccessToken token) => new(token.Id, token.Name, ScopeNames.Of(token.Scopes), token.Seminar, token.Created, token.Expires, token.LastUsed);
    }

    public sealed record Create(string Name, IReadOnlyList<string> Scopes, string? Seminar = null, int? ExpiresInDays = null);

    public sealed record Created(string Id, string Token);

    public static void Map(WebApplication app)
    {
        var tokens = app.MapGroup("/api/tokens").WithTags("Tokens").Door(Right.ManageOwnTokens);
        tokens.MapGet("", ListAsync).Produces<ListOf<Row>>();
        tokens.MapPost("", CreateAsync).Accepts<Create>("application/json").Produces<Created>(201);
        tokens.MapDelete("/{token}", RevokeAsync).Produces(204);
    }

    /// <summary>Makes a token: its id, and the token itself, which is shown this once.</summary>
    public static async Task<Created> MakeAsync(IAccountStore accounts, string person, string name, TokenScopes scopes, string? seminar, DateTimeOffset now, DateTimeOffset? expires)
    {
        var id = Secret.NewId();
        var token = $"{Credentials.TokenPrefix}{id}_{Secret.New()}";
        if (!await accounts.AddTokenAsync(new AccessToken(id, person, name, scopes, seminar, now, expires), token))
            throw new RefusalException("too-many", $"You have {AccessToken.Most} tokens that hold. Revoke one that no program uses any more.");
        return new Created(id, token);
    }

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, IAccountStore accounts) =>
        new([.. (await ReachedAsync(context, accounts)).Where(token => token.Revoked is null).Select(Row.Of)]);

    /// <summary>The person's tokens; for a token those that may do no more than it may itself.</summary>
    private static async Task<IEnumerable<AccessToken>> ReachedAsync(HttpContext context, IAccountStore accounts)
    {
        var caller = context.DemandCaller();
        return (await accounts.ListTokensAsync(caller.Person)).Where(token => caller.Token is null
            || (caller.Scopes.HasFlag(token.Scopes) && (caller.Seminar is null || caller.Seminar == token.Seminar)));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, IAccountStore accounts, Seats seats, SignInAgain again, SecurityEvents security, TimeProvider time)
    {
        if (context.DemandCaller().Token is not null)
            throw new RefusalException("forbidden", "No token makes tokens. Sign in with a browser.");
        var create = await ApiJson.ReadAsync<Create>(context.Request);
        var name = create.Name.Trim();
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
            throw new RefusalException("bad-name", $"Give the token a name of 1 to {MaxName} characters, by which you know it again.");
        if (create.ExpiresInDays is { } days && days is < 1 or > MaxDays)
            throw new RefusalException("bad-request", $"expiresInDays is a number from 1 to {MaxDays}.");
        if (create.Seminar is { } seminar && await seats.InSeminarAsync(context.DemandCaller(), seminar) is null)
            throw new RefusalException("not-found", "There is no such seminar among yours. Send the id of one of them, or leave seminar out for all.");
        await again.DemandAsync(context.DemandCaller());
        var now = time.GetUtcNow();
        var made = await MakeAsync(accounts, context.DemandCaller().Person, name, ScopeNames.Parse(create.Scopes), create.Seminar, now, now.AddDays(create.ExpiresInDays ?? UsualDays));
        security.Credential(CredentialChange.TokenMade, context.DemandCaller().Person);
        return Results.Created("/api/tokens", made);
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string token, IAccountStore accounts, Credentials credentials) =>
        (await ReachedAsync(context, accounts)).Any(known => known.Id == token) && await credentials.RevokeTokenAsync(context.DemandCaller().Person, token)
            ? Results.NoContent()
            : throw new RefusalException("not-found", "There is no such token among yours.");
}
