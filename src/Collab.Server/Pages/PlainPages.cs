using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Server.Accounts;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Mail;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Server.University;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Collab.Server.Pages;

/// <summary>The pages outside the rooms.</summary>
internal static class PlainPages
{
    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.Door(Access.Everyone("the way in")).MapGet("/", HomeAsync).WithMetadata(new WayIn());
        pages.Door(Access.Everyone("the way in")).MapGet("/join", JoinAsync).WithMetadata(new WayIn());
        pages.Door(Access.Everyone("the code is the credential")).MapPost("/join", JoinByFormAsync);
        pages.Door(Access.Everyone("says how it works")).MapGet("/help", async context => await new RazorComponentResult<HelpPage>(new { Frame = await PageFrames.OfAsync(context) }).ExecuteAsync(context));
        pages.Door(Access.Everyone("tests a device before class")).MapGet("/check", async (HttpContext context, IServiceProvider services) => await CheckAsync(context, services.GetService<ShareCertificate>()));
        var upload = new UploadLimit(UploadLimit.MostBytes(app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value));
        pages.Door(Access.SignedIn("shows the text that is sent to it, and saves nothing")).MapPost("/import", ImportByFormAsync).WithMetadata(upload).WithRequestTimeout(UploadLimit.Timeout);
        pages.Door(Access.SignedIn("lists where one may import; the import itself asks the permission table")).MapGet("/import", ImportAsync);
    }

    private static async Task<IResult> CheckAsync(HttpContext context, ShareCertificate? certificate)
    {
        var shown = certificate is null ? null : new CertificateModel(certificate.Fingerprint, certificate.KeyFingerprint);
        return new RazorComponentResult<CheckPage>(new { Frame = await PageFrames.OfAsync(context), Certificate = shown });
    }

    private static async Task<IResult> HomeAsync(HttpContext context, Seats seats, Founding founding, DocumentFeeds feeds)
    {
        if (context.Caller() is not { } caller || !caller.Covers("know-seminar"))
            return Page(new HomeModel(false, []));
        var mine = await seats.AllAsync(caller);
        var cards = await Task.WhenAll(mine.Select(async seat =>
        {
            var opened = await feeds.OpenAllAsync(seat.Seminar.Documents);
            DocumentFeed[] texts = [.. opened.Select(each => each.Feed).OfType<DocumentFeed>()];
            return new SeminarCard(seat.Seminar.Id, seat.Seminar.Title, RoleNames.Of(seat.Seat.Role), [.. opened.Select(each => each.Feed is { } feed ? ToCard(feed) : new RoomCard(each.Document, null, false, null))])
            {
                Session = SessionCards.Of(texts, context.Texts()) is [var last, ..] ? last : null,
                MayImport = PermissionTable.May("import-document", seat.Seat.Role),
                MayManage = PermissionTable.May("invite-to-annotator", seat.Seat.Role),
            };
        }));
        var frame = await PageFrames.OfAsync(context);
        return Page(new HomeModel(true, cards) { MayCreateSeminar = await founding.IsOfferedAsync(caller.Person, [.. mine.Select(seat => seat.Seat)]), Antiforgery = Forms.Field(context) }, frame);

        IResult Page(HomeModel home, PageFrame? frame = null) => new RazorComponentResult<HomePage>(new { Frame = frame ?? PageFrames.Of(context, null), Home = home });
    }

    private static RoomCard ToCard(DocumentFeed feed) =>
        new(feed.Document, feed.State.Header.Title, feed.State.Header.Closed, feed.State.Annotations.Count(annotation => !annotation.IsGone));

    private static async Task<IResult> JoinAsync(HttpContext context, string? returnTo) =>
        JoinPage(await PageFrames.OfAsync(context), Join(context, ReturnAddress.Check(returnTo)));

    private static JoinModel Join(HttpContext context, string? returnTo) => new()
    {
        Passkeys = PasskeysWork(context),
        University = UniversitySetup.Of(context.RequestServices)?.Name,
        UniversityAddress = UniversityPages.AddressToComeIn(context, returnTo),
        Mails = context.RequestServices.GetRequiredService<MailSwitch>().IsOn,
        Antiforgery = Forms.Field(context),
        ReturnTo = returnTo,
    };

    private static async Task<IResult> JoinByFormAsync(HttpContext context, Joins joins)
    {
        var form = await Forms.ReadAsync(context);
        var returnTo = ReturnAddress.Check(form["returnTo"]);
        try
        {
            var joined = await joins.JoinAsync(context, new(Code: form["code"].ToString(), DisplayName: form["displayName"].ToString()));
            return SeeOther(context, returnTo ?? (joined.Document is { } document ? $"/rooms/{document}" : "/"));
        }
        catch (Exception refused) when (refused is RefusalException or RateLimitedException)
        {
            var problem = Problem.Of(refused, writing: true);
            problem.SetHeaders(context.Response);
            context.RequestServices.GetRequiredService<SecurityEvents>().Refused(problem.Code, context.Door(), context.Caller(), context.Address());
            var model = Join(context, returnTo) with { Code = form["code"], Name = form["displayName"], Error = problem.Detail, ErrorCode = problem.Code };
            return JoinPage(await PageFrames.OfAsync(context), model, problem.Status);
        }
    }

    private static async Task<IResult> ImportByFormAsync(HttpContext context, Seats seats, Founding founding, RateLimits limits)
    {
        UploadLimit.TakeLongFields(context);
        using var place = limits.BeginImport(context.DemandCaller().Person);
        return await ImportPageAsync(context, null, seats, founding, (await Forms.ReadAsync(context))["text"].ToString().ReplaceLineEndings("\n"));
    }

    private static Task<IResult> ImportAsync(HttpContext context, string? seminar, Seats seats, Founding founding) => ImportPageAsync(context, seminar, seats, founding, null);

    private static async Task<IResult> ImportPageAsync(HttpContext context, string? seminar, Seats seats, Founding founding, string? text)
    {
        var caller = context.DemandCaller();
        // A token that may not know the titles is told none here either.
        var mine = caller.Covers("know-seminar") ? await seats.AllAsync(caller) : [];
        var open = mine.Where(seat => PermissionTable.May("import-document", seat.Seat.Role)).Select(seat => new SeminarChoice(seat.Seminar.Id, seat.Seminar.Title)).ToList();
        var model = new ImportModel(open, seminar) { MayCreateSeminar = await founding.IsOfferedAsync(caller.Person, [.. mine.Select(seat => seat.Seat)]), Text = text };
        return new RazorComponentResult<ImportPage>(new { Frame = await PageFrames.OfAsync(context), Import = model });
    }

    /// <summary>After a form: the page is got anew, so that loading it again sends nothing twice.</summary>
    public static IResult SeeOther(HttpContext context, string path)
    {
        context.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static bool PasskeysWork(HttpContext context) => context.RequestServices.GetRequiredService<PasskeyDomain>().Covers(context.Request.Host.Host);

    private static RazorComponentResult<JoinPage> JoinPage(PageFrame frame, JoinModel join, int status = 200) =>
        new(new { Frame = frame, Join = join }) { StatusCode = status };
}
