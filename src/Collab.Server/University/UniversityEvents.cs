using System.Security.Claims;
using Collab.Domain;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Pages;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Collab.Server.University;

/// <summary>What we add to the framework's sign-in: each is begun here, ends once, and is told in words when it fails.</summary>
internal sealed partial class UniversityEvents(
    IAccountStore accounts, UniversityArrivals arrivals, UniversityMetadata metadata, RateLimits limits, IOptions<ServerOptions> server, TimeProvider time, ILogger<UniversityEvents> logger) : OpenIdConnectEvents
{
    /// <summary>How long somebody may take to sign in.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const string Once = "once", Refresh = "refresh";

    private static RefusalException NotAccepted => new("unauthenticated", "The university's answer was not accepted. Go back to where you come in and try once more; if it stays so, come in by a link.");

    private static RefusalException Denied => new("unauthenticated", "The university did not let you in, or you stopped there. Go back to where you come in to try once more, or come in by a link.");

    public override async Task RedirectToIdentityProvider(RedirectContext context)
    {
        // Behind a proxy the request does not say by which address people come.
        context.ProtocolMessage.RedirectUri = server.Value.PublicUrl!.GetLeftPart(UriPartial.Authority) + UniversitySetup.BackPath;
        var (secret, now) = (Secret.New(), time.GetUtcNow());
        await accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.Institution, null, ReadOnlyMemory<byte>.Empty, now + Patience), secret, now);
        context.Properties.Items[Once] = secret;
        UniversityErrand.SetAsked(context.Properties, now);
    }

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        limits.CountArrival(context.HttpContext.Address());
        if (!HttpMethods.IsGet(context.Request.Method))
            context.Fail("It does not come back by GET.");
        var known = await metadata.GetConfigurationAsync(context.HttpContext.RequestAborted);
        // Else another's answer could be taken for the university's (RFC 9207).
        if (context.ProtocolMessage.Iss is { } issuer ? issuer != known.Issuer : known.AuthorizationResponseIssParameterSupported)
            context.Fail("It is another's answer.");
    }

    public override async Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context)
    {
        if (context.Properties?.Items.TryGetValue(Once, out var secret) != true || await accounts.TakeCeremonyAsync(secret!, CeremonyKind.Institution, time.GetUtcNow()) is null)
            context.Fail("It has come back before, or too late.");
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        context.Properties!.SetParameter(Refresh, context.TokenEndpointResponse?.RefreshToken);
        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        // This path is answered before it is asked who calls.
        if ((await http.AuthenticateAsync(SignInHandler.Scheme)).Principal is { } caller)
            http.User = caller;
        try
        {
            await arrivals.ArriveAsync(http, (ClaimsIdentity)context.Principal!.Identity!, context.Properties!.GetParameter<string>(Refresh), UniversityErrand.Of(context.Properties));
            context.Response.Redirect(context.ReturnUri ?? "/");
        }
        catch (RefusalException refusal) when (refusal.Code == "another-member" && http.WantsPage())
        {
            // It says whose place it is, and has the button that takes it.
            context.Response.Redirect($"/join?returnTo={Uri.EscapeDataString(context.ReturnUri ?? "/")}");
        }
        catch (RefusalException refusal)
        {
            await RefuseAsync(http, Problem.Of(refusal, writing: false));
        }
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        return RefuseAsync(context.HttpContext, Problem.Of(Denied, writing: false));
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        var why = Causes(context.Failure).Select(cause => cause switch
        {
            RateLimitedException or StorageUnavailableException or OutcomeUnknownException or RefusalException => cause,
            HttpRequestException or TaskCanceledException => UniversityMetadata.Away,
            _ => null,
        }).FirstOrDefault(cause => cause is not null);
        if (why is null)
        {
            // Not its words: they may hold what was sent.
            var kind = context.Failure?.GetType().Name;
            LogRefused(kind);
            try
            {
                limits.CountFailedSignIn(context.HttpContext.Address());
            }
            catch (RateLimitedException limited)
            {
                why = limited;
            }
        }

        return RefuseAsync(context.HttpContext, Problem.Of(why ?? NotAccepted, writing: false));
    }

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static Task RefuseAsync(HttpContext context, Problem problem) => context.WantsPage() ? ProblemPage.WriteAsync(context, problem) : problem.WriteAsync(context);

    [LoggerMessage(Level = LogLevel.Information, Message = "What came back from the university was not accepted ({Kind})")]
    private partial void LogRefused(string? kind);
}
