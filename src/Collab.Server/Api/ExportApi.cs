using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Formats.Export;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Scrubbing;
using Collab.Server.Security;
using Collab.Storage;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Api;

/// <summary>Takes a document and its discussion away, as the caller may see it.</summary>
internal static class ExportApi
{
    public static void Map(WebApplication app) =>
        app.Door(Right.Export).MapGet("/api/documents/{document}/export", ExportAsync).WithTags("Documents").Produces(200).DisableRequestTimeout();

    /// <summary>What an audience takes away: a past moment is shown by the policy of now.</summary>
    /// <param name="audience">Asked when the moment is there: rights are those of the answer.</param>
    /// <param name="address">Scheme and host of the permanent addresses in it.</param>
    public static async Task<ExportDocument> SelectAsync(DocumentFeed feed, SnapshotCache snapshots, Func<Audience> audience, ExportQuery asked, string address, CancellationToken cancellation)
    {
        var moment = asked.At is { } at ? await snapshots.MomentAsync(feed, at, cancellation) : null;
        var head = feed.State;
        return ExportSelection.Of(moment ?? head, head, audience(), asked.Scope, new ExportOptions(new Uri(address)) { Zone = asked.Zone });
    }

    /// <summary>
    /// Demands that the log can prove what is taken away. While storage is away nothing can, and what this node has in memory is still to be had.
    /// </summary>
    /// <exception cref="DamagedStreamException">It cannot.</exception>
    public static async Task DemandWholeAsync(DamagedLogs logs, ExportDocument export, CancellationToken cancellation)
    {
        try
        {
            await logs.DemandWholeAsync(export.Id, export.Seq, export.Hash, cancellation);
        }
        catch (StorageUnavailableException)
        {
        }
    }

    /// <summary>Whether a seminar keeps its guests to their own words.</summary>
    public static bool OwnWordsOnly(Role role, SeminarSettings rules) => role == Role.Guest && !rules.GuestsExport;

    /// <summary>For what other programs are handed the notes by: a file in all but name.</summary>
    /// <exception cref="RefusalException"><c>forbidden</c>: the seminar keeps its guests to their own words.</exception>
    public static void DemandAll(HttpContext context, DocumentFeed feed) => DemandAll(context.Seat().Role, feed);

    /// <summary>The same, asked again while a connection lasts.</summary>
    /// <exception cref="RefusalException"><c>forbidden</c>.</exception>
    public static void DemandAll(Role role, DocumentFeed feed)
    {
        if (OwnWordsOnly(role, feed.State.Header.Settings))
            throw new RefusalException("forbidden", "Guests of this seminar take their own notes away and no others. Read in the room, or ask for an export with the scope “mine”.");
    }

    private static async Task ExportAsync(HttpContext context, string document, DocumentFeeds feeds, SnapshotCache snapshots, DamagedLogs logs, PublicAddress address)
    {
        var asked = ExportQuery.Read(context.Request.Query);
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        if (asked.Scope.Kind != ExportScope.Mine)
            DemandAll(context, feed);
        var export = await SelectAsync(feed, snapshots, () => feed.View.AudienceOf(context.DemandCaller().Person), asked, address.Of(context.Request), context.RequestAborted);
        await DemandWholeAsync(logs, export, context.RequestAborted);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(ExportFileName.Of(export, asked.Exporter));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = asked.Exporter.ContentType;
        await asked.Exporter.WriteAsync(export, context.Response.Body, context.RequestAborted);
    }
}
