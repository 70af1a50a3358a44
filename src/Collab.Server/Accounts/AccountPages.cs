using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Server.Mail;
using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Server.University;
using Collab.Storage.Accounts;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Collab.Server.Accounts;

/// <summary>One's own account as a page.</summary>
internal static class AccountPages
{
    private static ExportChoice[] Scopes(PageTexts text) =>
    [
        new("read", text["read"], text["what you may read"]),
        new("annotate", text["write"], text["notes, replies and reactions"]),
        new("moderate", text["moderate"], text["where you may"]),
        new("export", text["export"], text["the discussion"]),
    ];

    public static void Map(WebApplication app) =>
        app.Door(Access.SignedIn("one's own account")).MapGet("/account", PageAsync).ExcludeFromDescription();

    private static async Task<IResult> PageAsync(HttpContext context, Credentials credentials, IAccountStore accounts, Seats seats, PasskeyDomain domain, MailSwitch mail, IOptions<ServerOptions> options, TimeProvider time)
    {
        var texts = context.Texts();
        var (caller, now) = (context.DemandCaller(), time.GetUtcNow());
        if (caller.Session is null)
            throw new RefusalException("forbidden", "No token sees an account. Sign in with a browser.");
        var person = await accounts.FindPersonAsync(caller.Person) ?? throw SignIns.Missing;
        var mine = await seats.AllAsync(caller);
        var university = UniversitySetup.Of(context.RequestServices);
        var model = new AccountModel(person.DisplayName)
        {
            Seats = [.. mine.Select(seat => new SeatRow(seat.Seminar.Id, seat.Seminar.Title, RoleNames.Of(seat.Seat.Role), seat.Seat.Name))],
            Sessions = [.. (await credentials.ListSessionsAsync(person.Id)).Select(session =>
                new SessionRow(session.Id, session.Device ?? texts["A browser"], WayOf(session.Way, texts), session.Created, session.LastSeen, session.Id == caller.Session))],
            SessionDays = options.Value.LongestSessionDays,
            Passkeys = [.. (await accounts.ListPasskeysAsync(person.Id)).Select(PasskeysApi.Row.Of).Select(passkey =>
                new PasskeyRow(passkey.Id, passkey.Name, passkey.Created) { LastUsed = passkey.LastUsed, Copied = passkey.Copied == true })],
            PasskeysElsewhere = domain.Covers(context.Request.Host.Host) ? null : domain.Name,
            University = university?.Name,
            UniversitySince = (await accounts.ListIdentitiesAsync(person.Id)).FirstOrDefault(known => known.Issuer == university?.IssuerName)?.Created,
            Address = mail.IsOn ? new AddressModel((await accounts.FindContactAsync(person.Id))?.Address) : null,
            Links = [.. (await ReturnLinksApi.HeldAsync(accounts, person.Id, now)).Select(link => new ReturnLinkRow(link.Id!, link.Created, link.Expires) { LastUsed = link.Used })],
            Tokens = [.. (await accounts.ListTokensAsync(person.Id)).Where(token => token.Revoked is null).Select(token => new TokenRow(token.Id, token.Name, NamesOf(token.Scopes, texts), token.Created)
            {
                Seminar = token.Seminar is null ? null : mine.FirstOrDefault(seat => seat.Seminar.Id == token.Seminar).Seminar?.Title ?? texts["a seminar that you are no longer in"],
                Expires = token.Expires,
                Over = token.Expires <= now,
                LastUsed = token.LastUsed,
            })],
            Scopes = Scopes(texts),
        };
        return new RazorComponentResult<AccountPage>(new { Frame = PageFrames.Of(context, person.DisplayName), Account = model });
    }

    private static IReadOnlyList<string> NamesOf(TokenScopes scopes, PageTexts text) => [.. ScopeNames.Of(scopes).Select(name => Scopes(text).First(scope => scope.Id == name).Name)];

    private static string? WayOf(SignInWay way, PageTexts text) => way switch
    {
        SignInWay.Invite => text["by an invite link"],
        SignInWay.Code => text["by a code"],
        SignInWay.Link => text["by a link of your own"],
        SignInWay.Passkey => text["by a passkey"],
        SignInWay.Institution or SignInWay.InstitutionAnew => text["by your institution"],
        SignInWay.Mail => text["by a link that was mailed"],
        SignInWay.Seat => text["by a link from an owner"],
        _ => (string?)null,
    };
}
