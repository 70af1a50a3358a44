using System.Text.Encodings.Web;
using Collab.Server.Hypothesis;
using Collab.Server.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Collab.Server.Security;

/// <summary>
/// Signs a request in by our own session cookie, or by a personal access token in the Authorization header. A header that does not
/// hold is refused even where anonymous callers are let in: whoever believes to be signed in must learn that they are not.
/// </summary>
public sealed class SignInHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, Credentials credentials, HypothesisTokens hypothesis, RateLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public new const string Scheme = "Collab";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Taken is { InQuery: true })
            return await ByQueryAsync();
        if (Request.Headers.Authorization is { Count: > 0 } header)
            return await HeaderAsync(header.ToString());
        if (SessionCookie.Read(Request) is { } secret && await credentials.OfSessionAsync(secret) is { } caller)
            return Ticket(caller, () => credentials.OfSessionAsync(secret));
        return AuthenticateResult.NoResult();
    }

    private TakesHypothesisToken? Taken => Context.GetEndpoint()?.Metadata.GetMetadata<TakesHypothesisToken>();

    private async Task<AuthenticateResult> HeaderAsync(string header)
    {
        if (Taken is not null && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header["Bearer ".Length..].Trim() is var access && await HypothesisAsync(access) is { } holder)
            return Ticket(holder, () => HypothesisAsync(access));
        if (TokenIn(header) is { } token && await credentials.OfTokenAsync(token) is { } caller)
            return Ticket(caller, () => credentials.OfTokenAsync(token));
        limits.CountFailedToken(Context.Address());
        return AuthenticateResult.Fail("The Authorization header does not hold.");
    }

    private async Task<AuthenticateResult> ByQueryAsync()
    {
        if (Request.Query[TakesHypothesisToken.Query].ToString() is not { Length: > 0 } token)
            return AuthenticateResult.NoResult();
        if (await HypothesisAsync(token) is { } holder)
            return Ticket(holder, () => HypothesisAsync(token));
        limits.CountFailedToken(Context.Address());
        return AuthenticateResult.Fail("The token of the address does not hold.");
    }

    private async Task<Caller?> HypothesisAsync(string token)
    {
        if (await hypothesis.OfAsync(token, (string?)Context.GetRouteValue("document")) is not var (caller, since))
            return null;
        Context.Features.Set(new PageMade(since));
        return caller;
    }

    private string? TokenIn(string header) => header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim()
        : header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && Context.GetEndpoint()?.Metadata.GetMetadata<TakesBasic>() is not null ? TakesBasic.PasswordIn(header["Basic ".Length..])
        : null;

    private AuthenticateResult Ticket(Caller caller, Func<Task<Caller?>> again)
    {
        Context.Features.Set(new HeldCredential(again));
        var said = Request.Query["as"].ToString();
        return AuthenticateResult.Success(new AuthenticationTicket((caller with { As = said.Length > 0 ? said : null }).ToPrincipal(), Scheme));
    }
}
