using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Mail;

/// <summary>How often one has news of a seminar mailed, and the way to stop it without signing in. It is there only where a mail server is.</summary>
internal static class NewsApi
{
    private static readonly string[] Names = ["none", "at-once", "daily", "weekly"];

    public sealed record Choose(string How);

    /// <param name="How"><c>none</c>, <c>at-once</c>, <c>daily</c> or <c>weekly</c>.</param>
    /// <param name="Address">Whether there is a confirmed address to mail to.</param>
    public sealed record Choice(string How, bool Address);

    public static void Map(WebApplication app)
    {
        var api = app.MapGroup("/api/seminars/{seminar}/mail").ExcludeFromDescription();
        api.Door(Right.ReadDocument).MapGet("", FindAsync);
        api.Door(Right.WritePrivateNote).MapPut("", ChooseAsync);
        var pages = app.MapGroup($"{Unsubscribing.Path}/{{link}}").ExcludeFromDescription().Door(Access.Everyone("the link that was mailed is the credential, and does nothing else"));
        pages.MapGet("", (HttpContext context, string link, Unsubscribing links) => PageAsync(context, links.Open(link) is null, done: false));
        pages.MapPost("", StopAsync);
    }

    private static async Task<Choice> FindAsync(HttpContext context, string seminar, NewsChoices choices, IAccountStore accounts)
    {
        var person = context.DemandCaller().Person;
        return new(Names[(int)((await choices.FindAsync(seminar, person))?.How ?? NewsFrequency.None)], await HasAddressAsync(accounts, person));
    }

    private static async Task<Choice> ChooseAsync(HttpContext context, string seminar, NewsChoices choices, IAccountStore accounts, IGrainFactory grains, IEventLog log, PublicAddress server, TimeProvider time)
    {
        var person = context.DemandCaller().Person;
        var how = Array.IndexOf(Names, (await ApiJson.ReadAsync<Choose>(context.Request)).How);
        if (how < 0)
            throw new RefusalException("bad-request", "how is one of none, at-once, daily and weekly.");
        var address = await HasAddressAsync(accounts, person);
        if (how > 0 && !address)
            throw new RefusalException("bad-address", "There is no address to mail to. Give one in “Your account” and confirm it, then choose again.");
        if (how == 0)
            await choices.RemoveAsync(seminar, person);
        else
            await choices.SaveAsync(seminar, person, new NewsChoice((NewsFrequency)how, time.GetUtcNow(), server.Of(context.Request)) { Told = await StandsAsync(seminar, grains, log) });
        return new(Names[how], address);
    }

    /// <summary>Where each document stands: what is there already is not mailed.</summary>
    private static async Task<IReadOnlyDictionary<string, NewsMark>> StandsAsync(string seminar, IGrainFactory grains, IEventLog log)
    {
        Dictionary<string, NewsMark> told = [];
        foreach (var document in (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())?.Documents ?? [])
        {
            if (await log.FindAsync(document) is { } stream)
                told[document] = new(stream.Epoch, stream.Head);
        }

        return told;
    }

    // What a mail program, or a person, sends there stops the mails at once and as often as it is sent (RFC 8058). To look at the page does not.
    private static async Task<IResult> StopAsync(HttpContext context, string link, Unsubscribing links, NewsChoices choices, RateLimits limits)
    {
        limits.CountArrival(context.Address());
        if (links.Open(link) is not var (seminar, person))
            return await PageAsync(context, unknown: true, done: false);
        await choices.RemoveAsync(seminar, person);
        return await PageAsync(context, unknown: false, done: true);
    }

    private static async Task<IResult> PageAsync(HttpContext context, bool unknown, bool done) =>
        new RazorComponentResult<MailStopPage>(new { Frame = await PageFrames.OfAsync(context), Unknown = unknown, Done = done }) { StatusCode = unknown ? 404 : 200 };

    private static async Task<bool> HasAddressAsync(IAccountStore accounts, string person) => await accounts.FindContactAsync(person) is { Confirmed: not null };
}
