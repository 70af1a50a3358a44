using System.Text.Json;
using System.Threading.Channels;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Formats.Import;
using Collab.Grains.Seminars;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Problems;
using Collab.Server.Scrubbing;
using Collab.Storage;

namespace Collab.Server.Admin;

/// <summary>This part moves data in and out. Long work answers in lines of JSON: progress, and at last a result or an error.</summary>
internal static partial class AdminApi
{
    public sealed record ImportText(string FileName, byte[] File, string? Seminar = null, string? Title = null);

    /// <summary>One line of an answer.</summary>
    public sealed record Line<T>(Verification.Progress? Progress = null, T? Result = default, string? Error = null);

    private static async Task ImportAsync(HttpContext context, FirstStart start, IGrainFactory grains)
    {
        var import = await ApiJson.ReadAsync<ImportText>(context.Request);
        var seminar = import.Seminar ?? await start.SeminarAsync() ?? throw NoSeminar;
        if (!Identifier.IsWellFormed(seminar) || await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() is null)
            throw NoSuchSeminar;
        await ReportAsync(context, async report =>
        {
            report(new Verification.Progress(1, 3));
            var draft = TextImport.Split(import.File, import.FileName);
            report(new Verification.Progress(2, 3));
            var imported = await ImportApi.SaveAsync(grains, seminar, null, Guid.NewGuid(), import.Title, draft);
            report(new Verification.Progress(3, 3));
            return imported;
        });
    }

    // Whoever has the shell has the data: the operator takes away what a moderator would.
    private static async Task ExportAsync(HttpContext context, string document, DocumentFeeds feeds, SnapshotCache snapshots, DamagedLogs logs, PublicAddress address)
    {
        var asked = ExportQuery.Read(context.Request.Query);
        var feed = await FeedAsync(context, document, feeds);
        var export = await ExportApi.SelectAsync(feed, snapshots, () => AudienceIn(feed), asked, address.ForOthers ?? address.ForThisMachine, context.RequestAborted);
        await ExportApi.DemandWholeAsync(logs, export, context.RequestAborted);
        context.Response.ContentType = asked.Exporter.ContentType;
        await asked.Exporter.WriteAsync(export, context.Response.Body, context.RequestAborted);
    }

    private static async Task ArchiveAsync(HttpContext context, string document, DocumentFeeds feeds, IEventLog log, DamagedLogs logs, PublicAddress address)
    {
        var feed = await FeedAsync(context, document, feeds);
        await DocumentArchiveApi.WriteAsync(context, feed, log, logs, AudienceIn(feed), address.ForOthers ?? address.ForThisMachine);
    }

    private static async Task<DocumentFeed> FeedAsync(HttpContext context, string document, DocumentFeeds feeds) => await feeds.OpenAsync(document, context.RequestAborted)
        ?? throw new RefusalException("not-found", $"There is no document “{document}” here. Its id is in the address of its room, after /rooms/, and the last line that import printed.");

    private static Audience AudienceIn(DocumentFeed feed) => Audience.Of(Role.Moderator, null, feed.State.Header.Settings);

    private static Task VerifyAsync(HttpContext context, IStorage storage) =>
        ReportAsync(context, report => Verification.RunAsync(storage, progress =>
        {
            report(progress);
            return Task.CompletedTask;
        }));

    private static async Task ReportAsync<T>(HttpContext context, Func<Action<Verification.Progress>, Task<T>> work)
    {
        var lines = Channel.CreateBounded<Line<T>>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest });
        var working = Task.Run(async () =>
        {
            try
            {
                return new Line<T>(Result: await work(progress => lines.Writer.TryWrite(new Line<T>(progress))));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or StorageUnavailableException)
            {
                return new Line<T>(Error: error.Message);
            }
            catch (Exception error)
            {
                return new Line<T>(Error: Problem.Of(error, writing: false).Detail);
            }
            finally
            {
                lines.Writer.Complete();
            }
        });
        context.Response.ContentType = "application/x-ndjson";
        await foreach (var line in lines.Reader.ReadAllAsync(context.RequestAborted))
            await WriteAsync(line);
        await WriteAsync(await working);

        async Task WriteAsync(Line<T> line)
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, line, AdminClient.Json, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
