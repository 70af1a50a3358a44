using Collab.Formats.Export;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Api;

/// <summary>Takes a document and its discussion away, as the caller may see it.</summary>
internal static class ExportApi
{
    public static void Map(WebApplication app) =>
        app.MapGet("/api/documents/{document}/export", ExportAsync).RequirePermission("export").WithTags("Documents").Produces(200);

    /// <summary>What the caller takes away: a past moment is shown by the policy of now.</summary>
    public static async Task<ExportDocument> SelectAsync(HttpContext context, DocumentFeed feed, SnapshotCache snapshots, ExportScope scope)
    {
        await feed.EnsureFreshAsync(context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        var moment = DocumentsApi.Seq(context.Request, "at") is { } at ? await snapshots.MomentAsync(feed, at, context.RequestAborted) : null;
        var head = feed.State;
        var audience = feed.View.AudienceOf(context.DemandCaller().Person);
        var address = context.RequestServices.GetRequiredService<PublicAddress>().Of(context.Request);
        return ExportSelection.Of(moment ?? head, head, audience, scope, new ExportOptions(new Uri(address)));
    }

    private static async Task ExportAsync(HttpContext context, string document, DocumentFeeds feeds, SnapshotCache snapshots)
    {
        var query = context.Request.Query;
        var exporter = Exporters.Find(query["format"]);
        var scope = ExportScope.Parse(query["scope"], query["annotation"]!);
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        var export = await SelectAsync(context, feed, snapshots, scope);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(ExportFileName.Of(export, exporter));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = exporter.ContentType;
        await exporter.WriteAsync(export, context.Response.Body, context.RequestAborted);
    }
}
