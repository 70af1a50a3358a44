using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Views;
using Collab.Server.Feeds;
using Collab.Server.Moderation;
using Collab.Server.Rounds;
using Collab.Server.Security;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Api;

/// <summary>Documents as the caller may see them.</summary>
internal static class DocumentsApi
{
    private static readonly ConcurrentDictionary<string, DateTimeOffset> CreatedAt = new();

    public sealed record Row(string Id, string Title, string State, DateTimeOffset Created, int Annotations);

    public static void Map(WebApplication app)
    {
        app.Door(Right.ReadDocument).MapGet("/api/seminars/{seminar}/documents", ListAsync).WithTags("Documents").Produces<ListOf<Row>>();
        var document = app.MapGroup("/api/documents/{document}").WithTags("Documents");
        document.Door(Right.ReadDocument).MapGet("", SnapshotAsync).Produces(200, contentType: "application/json");
        document.Door(Right.ReadDocument).MapGet("/annotations/{annotation}", AnnotationAsync).Produces(200, contentType: "application/json");
        document.Door(Right.ReadDocument).MapGet("/stances/mine", StancesAsync).Produces(200, contentType: "application/json");
        document.Door(Right.ReadPrivateNote).MapGet("/notebook", NotebookAsync).Produces(200, contentType: "application/json");
    }

    private static async Task<ListOf<Row>> ListAsync(string seminar, IGrainFactory grains, DocumentFeeds feeds)
    {
        var state = (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!;
        return new([.. await Task.WhenAll((await feeds.OpenReadableAsync(state.Documents)).Select(async feed => new Row(
            feed.Document,
            feed.State.Header.Title,
            feed.State.Header.Closed ? "closed" : "open",
            await CreatedAsync(grains, feed.Document),
            feed.State.Annotations.Count(annotation => !annotation.IsGone))))]);
    }

    private static async Task SnapshotAsync(HttpContext context, string document, DocumentFeeds feeds, SnapshotCache snapshots)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        var snapshot = await snapshots.GetAsync(feed, context.DemandCaller().Person, MomentOf(context.Request.Query, feed.State.Header), context.RequestAborted);
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = snapshot.ETag;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Append(HeaderNames.Vary, "Accept-Encoding, Cookie, Authorization");
        if (Conditions.Matches(request.Headers.IfNoneMatch, snapshot.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var coding = Conditions.Coding(request.Headers.AcceptEncoding);
        var bytes = await snapshot.EncodedAsync(coding);
        if (coding != "identity")
            response.Headers.ContentEncoding = coding;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        await Pieces.WriteAsync(response.BodyWriter, [bytes], context.RequestAborted);
    }

    /// <summary>The seq that <c>?at=</c> names, or <c>?revision=</c>: the last one at which that was the text. Null for now.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>; <c>not-found</c>: there is no such revision.</exception>
    public static long? MomentOf(IQueryCollection query, DocumentHeader header)
    {
        if (Seq(query, "revision") is not { } revision)
            return Seq(query, "at");
        if (query.ContainsKey("at"))
            throw new RefusalException("bad-request", "at and revision both name a moment. Send one of them.");
        if (revision == header.Revision)
            return null;
        return header.Former.FirstOrDefault(text => text.Revision == revision)?.Until
            ?? throw new RefusalException("not-found", $"There is no such revision of this text. It has {header.Revision}, from 1.");
    }

    private static async Task AnnotationAsync(HttpContext context, string document, string annotation, DocumentFeeds feeds, IGrainFactory grains)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        if (AnnotationId.IsQueued(annotation))
        {
            await context.Response.WriteAsJsonAsync(await QueueApi.OneAsync(grains, document, annotation, context.Seat()), context.RequestAborted);
            return;
        }

        if (AnnotationId.IsDraft(annotation))
        {
            await context.Response.WriteAsJsonAsync(await DraftsApi.OneAsync(grains, document, annotation, context.Seat()), context.RequestAborted);
            return;
        }

        if (AnnotationId.IsSealed(annotation) && AnnotationId.RoundOf(annotation) is not null)
        {
            await context.Response.WriteAsJsonAsync(await RoundApi.OneAsync(grains, feed, annotation, context.Seat()), context.RequestAborted);
            return;
        }

        var found = await FindAsync(context, feed, annotation, grains);
        var (state, audience) = (feed.State, feed.View.AudienceOf(context.DemandCaller().Person));
        if (found is null)
            throw new RefusalException("not-found", "There is no such note in this document.");
        context.Response.Headers.ETag = Conditions.ETag(found);
        await WriteAsync(context.Response, json => AnnotationWriter.Write(json, found, state, audience, history: true));
    }

    private static async Task<Annotation?> FindAsync(HttpContext context, DocumentFeed feed, string annotation, IGrainFactory grains)
    {
        if (!AnnotationId.IsWellFormed(annotation))
            return null;
        if (!AnnotationId.IsPrivate(annotation))
        {
            await AtLeast.WaitAsync(context, feed);
            return feed.State.Find(annotation);
        }

        var notebook = await NotebookOf(grains, feed.Document, context).OpenAsync();
        AtLeast.Demand(context, notebook);
        return notebook.Notes.Find(annotation);
    }

    /// <summary>What I hold: where no name shows, nothing else tells me which are mine.</summary>
    private static async Task StancesAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        context.Response.Headers.CacheControl = "private, no-store";
        await WriteAsync(context.Response, json => StanceWriter.WriteOwn(json, feed.State, context.Seat().Member));
    }

    private static async Task NotebookAsync(HttpContext context, string document, DocumentFeeds feeds, IGrainFactory grains)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        var notebook = await NotebookOf(grains, document, context).OpenAsync();
        AtLeast.Demand(context, notebook);
        var audience = Audience.Of(context.Seat().Role, context.Seat().Member, feed.State.Header.Settings);
        await WriteAsync(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteString("id", document);
            json.WriteString("epoch", notebook.Epoch);
            json.WriteNumber("seq", notebook.Seq);
            json.WriteString("hash", notebook.Hash);
            json.WriteStartArray("annotations");
            foreach (var note in notebook.Notes.Annotations.Values.OrderBy(note => note.Number))
                AnnotationWriter.Write(json, note, feed.State, audience);
            json.WriteEndArray();
            ReadingWriter.Write(json, notebook.Marks);
            json.WriteEndObject();
        });
    }

    /// <summary>A seq of the query; null where it is not asked for.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>.</exception>
    public static long? Seq(IQueryCollection query, string name) => !query.TryGetValue(name, out var text) ? null
        : long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq
        : throw new RefusalException("bad-request", $"{name} is a whole number from 0.");

    /// <summary>Writes JSON of ours as the answer.</summary>
    public static async Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
            write(json);
        response.ContentType = "application/json";
        await response.Body.WriteAsync(output.WrittenMemory, response.HttpContext.RequestAborted);
    }

    private static INotebookGrain NotebookOf(IGrainFactory grains, string document, HttpContext context) =>
        grains.GetGrain<INotebookGrain>($"{document}/{context.Seat().Member}");

    private static async Task<DateTimeOffset> CreatedAsync(IGrainFactory grains, string document)
    {
        if (!CreatedAt.TryGetValue(document, out var at))
            CreatedAt[document] = at = (await grains.GetGrain<IDocumentGrain>(document).ReadAsync(0, 1))[0].At;
        return at;
    }
}
