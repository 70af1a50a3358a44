using System.Globalization;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Formats.Hypothesis;
using Collab.Server.Api;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Hypothesis;

/// <summary>Notes by Hypothesis' API: found, written, edited, deleted and flagged by the same commands as everywhere.</summary>
internal static class HypothesisNotes
{
    private const int PageSize = 20, MaxPageSize = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.Door(Right.ReadDocument).MapGet("/search", SearchAsync);
        api.Door(Right.WritePrivateNote).MapPost("/annotations", CreateAsync);
        api.Door(Right.ReadDocument).MapGet("/annotations/{annotation}", ReadAsync);
        api.Door(Right.EditAnnotation).MapPatch("/annotations/{annotation}", EditAsync);
        api.Door(Right.DeleteAnnotation).MapDelete("/annotations/{annotation}", DeleteAsync);
        api.Door(Right.Flag).MapPut("/annotations/{annotation}/flag", FlagAsync);
    }

    private static async Task SearchAsync(HttpContext context, string document, DocumentFeeds feeds, IGrainFactory grains)
    {
        var query = context.Request.Query;
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        var view = await HypothesisView.OpenAsync(grains, feed, context.DemandCaller().Person, HypothesisAddress.Of(context, document), context.RequestAborted);
        ExportApi.DemandAll(context, feed);
        var found = view.Notes.ToList();
        if ((query["group"].ToString() is { Length: > 0 } group && group != view.State.Header.Seminar)
            || (query["uri"].ToString() is { Length: > 0 } uri && !HypothesisAddress.Of(context, document).IsOf(uri)))
            found.Clear();
        if (query["references"].ToString() is { Length: > 0 } thread)
            found.RemoveAll(note => note.Thread != thread && note.ReplyTo != thread);
        var total = found.Count;
        var limit = Limit(query["limit"]);
        // Notes of one moment stay together, whatever the limit: the next page begins behind that moment.
        var page = (query["search_after"].ToString() is { Length: > 0 } after ? found.Where(note => note.Created > Time(after)) : found).ToList();
        if (page.Count > limit)
            page = [.. page.Take(limit), .. page.Skip(limit).TakeWhile(note => limit > 0 && note.Created == page[limit - 1].Created)];
        await HypothesisApi.AnswerAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("total", total);
            json.WriteStartArray("rows");
            view.Write(json, page);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task CreateAsync(HttpContext context, string document, CommandDispatcher commands, DocumentFeeds feeds, IGrainFactory grains)
    {
        using var body = await BodyAsync(context);
        var view = await SharedAsync(context, document, feeds);
        var sent = SentNote.Read(body.RootElement, PageOf(context, view.State.Header));
        if (sent.Group is { } group && group != view.State.Header.Seminar)
            throw new RefusalException("bad-request", "A note is for the seminar to which this text belongs. Choose that group.");
        var outcome = await commands.DispatchAsync(context.DemandCaller(), RequestOf(context, document, view, sent), context.RequestAborted);
        if (outcome.State is not null)
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        await AnswerOwnAsync(context, document, outcome.Id!, feeds, grains);
    }

    /// <summary>The text that the caller's page shows: another than the one now, where it was open when that was revised. A program that has no page reads the one now.</summary>
    private static PageText PageOf(HttpContext context, DocumentHeader header) =>
        context.Features.Get<PageMade>() is { Since: { Seq: var seq, Epoch: var epoch } } && epoch == header.Epoch ? PageText.At(header, seq) : PageText.Of(header);

    private static CommandRequest RequestOf(HttpContext context, string document, HypothesisView view, SentNote sent)
    {
        var (id, isPrivate) = (ClientMark.CommandOf(context.Request), sent.IsPrivate == true);
        var text = new BodyRequest(Mentions.Carried(sent.Text ?? "", view.Names));
        if (sent.References is [.., var parent])
            return !isPrivate ? new ReplyRequest { Document = document, Annotation = parent, CommandId = id, Body = text, Tags = sent.Tags ?? [], Foreign = sent.Foreign }
                : throw new RefusalException("bad-request", "A reply is for everybody who reads here. Post it to the seminar, or write a note of your own.");
        return new AnnotateRequest
        {
            Document = document,
            CommandId = id,
            Body = text,
            Tags = sent.Tags ?? [],
            Targets = sent.Targets,
            Foreign = sent.Foreign,
            Visibility = isPrivate ? "private" : "shared",
            Motivation = text.Text.Length == 0 && sent.Targets.Length > 0 ? "highlighting" : Motivations.Commenting,
        };
    }

    private static async Task ReadAsync(HttpContext context, string document, string annotation, DocumentFeeds feeds, IGrainFactory grains)
    {
        var view = await OpenAsync(context, document, feeds, grains);
        await AnswerAsync(context, view, view.Find(annotation) ?? throw NoSuchNote);
    }

    private static async Task EditAsync(HttpContext context, string document, string annotation, CommandDispatcher commands, DocumentFeeds feeds, IGrainFactory grains)
    {
        using var body = await BodyAsync(context);
        // What is nobody's alone is found without asking for what is.
        var view = AnnotationId.IsPrivate(annotation) || AnnotationId.IsSealed(annotation) ? await OpenAsync(context, document, feeds, grains) : await SharedAsync(context, document, feeds);
        var note = view.Find(annotation) ?? throw NoSuchNote;
        // Before anything is said of the note: what changes nothing comes to nobody who would ask.
        DemandOwn(context, view, note);
        var sent = SentNote.Read(body.RootElement, PageOf(context, view.State.Header));
        if (sent.Updated is { } updated && updated != (note.Modified ?? note.Created))
            throw new RefusalException("stale", "The note has changed since you read it. Load what is new, then edit it.");
        if (note.ReplyTo is null && sent.IsPrivate is { } isPrivate && isPrivate != AnnotationId.IsPrivate(annotation))
            throw new RefusalException("bad-request", "Who reads a note is chosen when it is written. Write it again for the others.");
        var before = note.Body?.Text ?? "";
        var (text, tags) = (sent.Text is { } words && Mentions.Edited(before, words, view.Names) is var edited && edited != before ? edited : null, sent.Tags is { } said && !said.SequenceEqual(note.Tags) ? sent.Tags : null);
        if (text is not null || tags is not null)
        {
            await commands.DispatchAsync(context.DemandCaller(), new EditRequest
            {
                Document = document,
                Annotation = annotation,
                CommandId = ClientMark.CommandOf(context.Request),
                Version = note.Version,
                Body = text is null ? null : new BodyRequest(text),
                Tags = tags,
            }, context.RequestAborted);
        }

        await AnswerOwnAsync(context, document, annotation, feeds, grains);
    }

    private static async Task DeleteAsync(HttpContext context, string document, string annotation, CommandDispatcher commands)
    {
        await commands.DispatchAsync(context.DemandCaller(), new DeleteRequest { Document = document, Annotation = annotation, CommandId = ClientMark.CommandOf(context.Request) }, context.RequestAborted);
        await HypothesisApi.AnswerAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("id", annotation);
            json.WriteBoolean("deleted", true);
            json.WriteEndObject();
        });
    }

    private static async Task<IResult> FlagAsync(HttpContext context, string document, string annotation, CommandDispatcher commands)
    {
        var answer = await commands.AnswerAsync(context.DemandCaller(), new FlagRequest { Document = document, Annotation = annotation, CommandId = ClientMark.CommandOf(context.Request) }, context.RequestAborted);
        // It is flagged by then, which is what was asked for.
        if (answer.Code != "already")
            answer.Demand();
        return Results.NoContent();
    }

    /// <summary>What was written, to who wrote it: they may have a token that reads nothing.</summary>
    private static async Task AnswerOwnAsync(HttpContext context, string document, string annotation, DocumentFeeds feeds, IGrainFactory grains)
    {
        var view = await OpenAsync(context, document, feeds, grains);
        var note = view.Find(annotation) ?? throw NoSuchNote;
        DemandOwn(context, view, note);
        await AnswerAsync(context, view, note);
    }

    private static Task AnswerAsync(HttpContext context, HypothesisView view, Annotation note) => HypothesisApi.AnswerAsync(context, json => view.Write(json, [note]));

    /// <exception cref="RefusalException"><c>forbidden</c>: it is another’s.</exception>
    private static void DemandOwn(HttpContext context, HypothesisView view, Annotation note) =>
        PermissionTable.Demand("edit-annotation", context.Seat().Role, note.Creator == view.Member);

    /// <summary>Without what is one's own alone, and to write by: no note of it is to be shown.</summary>
    private static async Task<HypothesisView> SharedAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        return HypothesisView.Of(feed.View, context.DemandCaller().Person, HypothesisAddress.Of(context, document));
    }

    private static async Task<HypothesisView> OpenAsync(HttpContext context, string document, DocumentFeeds feeds, IGrainFactory grains)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        return await HypothesisView.OpenAsync(grains, feed, context.DemandCaller().Person, HypothesisAddress.Of(context, document), context.RequestAborted);
    }

    private static async Task<JsonDocument> BodyAsync(HttpContext context)
    {
        var body = StrictJson.Read<JsonDocument>((await ApiJson.ReadBytesAsync(context.Request)).Span);
        return body.RootElement.ValueKind == JsonValueKind.Object ? body : throw new RefusalException("bad-request", "The note is an object of JSON.");
    }

    private static int Limit(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, MaxPageSize) : PageSize;

    private static DateTimeOffset Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new RefusalException("bad-request", "search_after is the time “created” of the last note of the page before.");

    private static RefusalException NoSuchNote => new("not-found", "There is no such note in this document.");
}
