using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Formats.Archive;
using Collab.Formats.Export;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Scrubbing;
using Collab.Server.Security;
using Collab.Storage;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Api;

/// <summary>A document with its log as one file that can be checked without a server, as the caller may see it.</summary>
internal static class DocumentArchiveApi
{
    private const int PageEvents = 500, PageBytes = 4 * 1024 * 1024;

    public static void Map(WebApplication app) =>
        app.Door(Right.Export).MapGet("/api/documents/{document}/archive", TakeAsync).WithTags("Documents").Produces(200).DisableRequestTimeout();

    /// <summary>Writes the archive of what the feed shows now.</summary>
    /// <exception cref="DamagedStreamException">The log cannot prove it.</exception>
    /// <param name="address">Scheme and host of the permanent addresses in it.</param>
    public static async Task WriteAsync(HttpContext context, DocumentFeed feed, IEventLog log, DamagedLogs logs, Audience audience, string address)
    {
        var head = feed.State;
        var document = ExportSelection.Of(head, head, audience, ExportScope.All, new ExportOptions(new Uri(address)));
        // Once the first byte has gone there is no sentence any more.
        await logs.DemandWholeAsync(document.Id, document.Seq, document.Hash, context.RequestAborted);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(DocumentArchive.FileName(document));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = DocumentArchive.ContentType;
        var source = new ArchiveSource(document, head, audience, after => log.ReadAsync(feed.Document, after, PageEvents, PageBytes), log.ReadTextAsync);
        await DocumentArchive.WriteAsync(source, context.Response.Body, context.RequestAborted);
    }

    private static async Task TakeAsync(HttpContext context, string document, DocumentFeeds feeds, IEventLog log, DamagedLogs logs, PublicAddress address, RateLimits limits)
    {
        var caller = context.DemandCaller();
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(caller.Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        ExportApi.DemandAll(context, feed);
        using var place = limits.BeginGathering(caller.Person);
        await WriteAsync(context, feed, log, logs, feed.View.AudienceOf(caller.Person), address.Of(context.Request));
    }
}
