using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Hypothesis;

/// <summary>The page with the text on which Hypothesis' client runs, and the client's own frame in it.</summary>
internal static class HypothesisPages
{
    /// <summary>The client styles its parts in place, and sits in a frame of the page: nowhere else is either allowed.</summary>
    public const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup(HypothesisApi.Documents + "/{document}").ExcludeFromDescription().Door(Right.ReadDocument);
        pages.MapGet("", TextAsync);
        pages.MapGet("/app", AppAsync);
    }

    /// <summary>Whether a request is for one of them.</summary>
    public static bool Are(HttpRequest request) => request.Path.StartsWithSegments(HypothesisApi.Documents);

    private static async Task<RazorComponentResult<HypothesisPage>> TextAsync(HttpContext context, string document, DocumentFeeds feeds, HypothesisTokens tokens)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        // The client exports what it shows, and asks nobody.
        ExportApi.DemandAll(context, feed);
        var (header, address) = (feed.State.Header, HypothesisAddress.Of(context, document));
        var settings = new Dictionary<string, object>
        {
            ["assetRoot"] = address.Client,
            ["sidebarAppUrl"] = address.App,
            ["notebookAppUrl"] = address.App,
            ["profileAppUrl"] = address.App,
            ["openSidebar"] = true,
            ["services"] = new[]
            {
                new Dictionary<string, object>
                {
                    ["apiUrl"] = address.Api,
                    ["authority"] = address.Authority,
                    ["grantToken"] = tokens.Grant(context.DemandCaller(), document, new Cursor(header.Seq, header.Epoch)),
                    ["enableShareLinks"] = false,
                    ["allowFlagging"] = true,
                },
            },
        };
        var model = Model(document, header.Title, address, settings) with { Clauses = [.. header.Clauses.Select(clause => RoomPages.Clause(header, clause))] };
        return new(new { Frame = PageFrames.Of(context, context.Seat().Name), Hypothesis = model });
    }

    private static async Task<RazorComponentResult<HypothesisAppPage>> AppAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var (feed, address) = (await feeds.DemandAsync(document, context.RequestAborted), HypothesisAddress.Of(context, document));
        var settings = new Dictionary<string, object>
        {
            ["assetRoot"] = address.Client,
            ["apiUrl"] = address.Api,
            ["authDomain"] = address.Authority,
            ["oauthClientId"] = "collab",
            ["rpcAllowedOrigins"] = Array.Empty<string>(),
        };
        return new(new { Hypothesis = Model(document, feed.State.Header.Title, address, settings) });
    }

    // The serializer's own escapes keep what is in it from ending the element.
    private static HypothesisModel Model(string document, string title, HypothesisAddress address, Dictionary<string, object> settings) =>
        new(document, title, $"{address.Client}build/boot.js", JsonSerializer.Serialize(settings));
}
