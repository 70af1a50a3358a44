using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Storage.Accounts;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Mail;

/// <summary>One's own address, and links by mail. It is there only where a mail server is.</summary>
internal static class MailApi
{
    public sealed record Give(string Address);

    public sealed record Confirm(string Secret);

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api").ExcludeFromDescription();
        api.Door(Access.SignedIn("one's own address")).MapPost("/me/address", GiveAsync);
        api.Door(Access.SignedIn("one's own address")).MapDelete("/me/address", RemoveAsync);
        api.Door(Access.Everyone("the secret that was mailed is the credential")).MapPost("/mail/confirm", ConfirmAsync);
        api.Door(Access.Everyone("the answer is the same for every address")).MapPost("/mail/link", SendLinkAsync);
        app.MapGroup("").ExcludeFromDescription().Door(Access.Everyone("the way in")).MapGet("/mail", async context =>
            await new RazorComponentResult<MailPage>(new { Frame = await PageFrames.OfAsync(context) }).ExecuteAsync(context)).WithMetadata(new WayIn());
    }

    private static async Task<IResult> GiveAsync(HttpContext context, SignInAgain again, MailLinks links, MailRates rates, PublicAddress server)
    {
        var person = Demand(context);
        var address = MailAddresses.Check((await ApiJson.ReadAsync<Give>(context.Request)).Address);
        await again.DemandAsync(context.DemandCaller());
        rates.CountToConfirm(address, person, context.Address());
        links.AskToConfirm(person, address, server.Of(context.Request));
        return Results.Accepted();
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, IAccountStore accounts, SignInAgain again, SecurityEvents security)
    {
        var person = Demand(context);
        await again.DemandAsync(context.DemandCaller());
        await accounts.RemoveContactAsync(person);
        security.Credential(CredentialChange.AddressRemoved, person);
        return Results.NoContent();
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, MailLinks links, RateLimits limits, SecurityEvents security)
    {
        var confirm = await ApiJson.ReadAsync<Confirm>(context.Request);
        limits.CountArrival(context.Address());
        try
        {
            security.Credential(CredentialChange.AddressConfirmed, await links.ConfirmAsync(confirm.Secret));
        }
        catch (RefusalException refusal) when (refusal.Code == "gone")
        {
            limits.CountFailedLink(context.Address());
            throw;
        }

        return Results.NoContent();
    }

    private static async Task<IResult> SendLinkAsync(HttpContext context, MailLinks links, MailRates rates, PublicAddress server)
    {
        var address = MailAddresses.Check((await ApiJson.ReadAsync<Give>(context.Request)).Address);
        rates.CountLink(address, context.Address());
        links.SendLink(address, server.Of(context.Request));
        return Results.Accepted();
    }

    private static string Demand(HttpContext context) => context.DemandCaller() is { Session: not null } caller
        ? caller.Person
        : throw new RefusalException("forbidden", "No token gives or removes an address that signs you in. Sign in with a browser.");
}
