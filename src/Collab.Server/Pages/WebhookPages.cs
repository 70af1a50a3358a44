using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Server.Webhooks;
using Collab.Storage.Accounts;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Collab.Server.Pages;

/// <summary>The webhooks of a document by plain forms: made, tried, looked after, removed.</summary>
internal static class WebhookPages
{
    public static void Map(WebApplication app)
    {
        var webhooks = app.MapGroup("/rooms/{document}/webhooks").ExcludeFromDescription();
        webhooks.Door(Right.ChangeSettings).MapGet("", (HttpContext context, string document) => PageAsync(context, document, new Said()));
        webhooks.Door(Right.ChangeSettings).MapPost("", PostAsync);
    }

    /// <param name="Made">The one that was made just now: its secret is shown this once.</param>
    private sealed record Said(string? Notice = null, Webhook? Made = null, Problem? Problem = null, string Url = "");

    private static async Task<IResult> PostAsync(HttpContext context, string document, WebhookStore store, WebhookNetwork network, WebhookSender sender, RateLimits limits, DocumentFeeds feeds, IOptions<ServerOptions> server, TimeProvider time)
    {
        var text = context.Texts();
        var url = "";
        try
        {
            var form = await Forms.ReadAsync(context);
            url = form["url"].ToString().Trim();
            var id = form["webhook"].ToString();
            switch (form["action"].ToString())
            {
                case "remove":
                    await WebhooksApi.FindAsync(store, document, id);
                    await store.RemoveAsync(document, id);
                    return PlainPages.SeeOther(context, $"/rooms/{document}/webhooks");
                case "try":
                    var tried = await WebhooksApi.FindAsync(store, document, id);
                    if (!server.Value.TellsOthers())
                        throw new RefusalException("forbidden", "This server tells nobody: it is run apart from everybody (Collab:Outbound). Try it on the one that people use.");
                    limits.CountTrial(context.DemandCaller().Person);
                    var failure = await sender.SendAsync(tried, WebhookMessage.Trial(tried, Secret.NewId(), time.GetUtcNow()), context.RequestAborted);
                    return await PageAsync(context, document, new Said(failure is null ? text["The trial arrived at {0}.", tried.Url] : text["The trial did not arrive at {0}: {1}", tried.Url, failure]));
                default:
                    return await PageAsync(context, document, new Said(Made: await WebhooksApi.MakeAsync(context, document, url, store, network, feeds, time)));
            }
        }
        catch (Exception refused) when (refused is RefusalException or RateLimitedException)
        {
            var problem = Problem.Of(refused, writing: true);
            problem.SetHeaders(context.Response);
            return await PageAsync(context, document, new Said(Problem: problem, Url: url));
        }
    }

    private static async Task<IResult> PageAsync(HttpContext context, string document, Said said)
    {
        var services = context.RequestServices;
        var feed = await services.GetRequiredService<DocumentFeeds>().DemandAsync(document, context.RequestAborted);
        var webhooks = await services.GetRequiredService<WebhookStore>().OfAsync(document);
        var model = new WebhooksModel(document, feed.State.Header.Title, [.. webhooks.Select(Row)], Forms.Field(context))
        {
            Notice = said.Notice,
            Secret = said.Made is null ? null : WebhooksApi.SecretOf(said.Made),
            Error = said.Problem?.Detail,
            ErrorCode = said.Problem?.Code,
            Url = said.Url,
            Head = feed.State.Header.Seq,
        };
        // A secret is in no history and in no cache.
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<WebhooksPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Held = model }) { StatusCode = said.Problem?.Status };
    }

    private static WebhookRow Row(Webhook webhook) => new(webhook.Id, webhook.Url, webhook.Created, webhook.Seq)
    {
        Delivered = webhook.Delivered,
        Failures = webhook.Failures,
        Failed = webhook.Failed,
        Failure = webhook.Failure,
        NextTry = webhook.Failures > 0 ? webhook.NotBefore : null,
    };
}
