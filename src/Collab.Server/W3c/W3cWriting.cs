using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Reading;
using Collab.Formats.WebAnnotations;
using Collab.Server.Api;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.W3c;

/// <summary>What programs write by the Web Annotation Protocol: commands like any other, by the same rules and rights.</summary>
internal static class W3cWriting
{
    public static async Task AddAsync(HttpContext context, string document, DocumentFeeds feeds, CommandDispatcher commands)
    {
        if (W3cHeaders.IsPage(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        using var json = await ReadAsync(context.Request);
        var feed = await W3cApi.FreshAsync(context, document, feeds);
        var posted = PostedAnnotation.Of(json.RootElement, W3cApi.Addresses(context, document), feed.State);
        var outcome = await commands.DispatchAsync(context.DemandCaller(), RequestOf(posted, document, CommandRequest.IdOf(context.Request) ?? Guid.NewGuid(), NamesFor(context, feed)), context.RequestAborted);
        if (outcome.State is not null)
        {
            // It waits where its author finds it, and is no annotation of the container yet.
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = $"/api/documents/{document}/annotations/{outcome.Id}";
            return;
        }

        // It is stored; this node may be a moment behind.
        await feed.WaitForAsync(outcome.Seq, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = W3cApi.Addresses(context, document).Note(outcome.Id!);
        await W3cApi.SendAsync(context, W3cApi.Represent(context, feed, feed.State.Find(outcome.Id!)!));
    }

    public static async Task ReplaceAsync(HttpContext context, string document, string annotation, DocumentFeeds feeds, CommandDispatcher commands)
    {
        var feed = await W3cApi.FreshAsync(context, document, feeds);
        var now = await MatchedAsync(context, feed, annotation);
        using var json = await ReadAsync(context.Request);
        using var given = JsonDocument.Parse(W3cApi.Represent(context, feed, now));
        var posted = PostedAnnotation.Of(json.RootElement, W3cApi.Addresses(context, document), feed.State, now, given.RootElement);
        var request = Edit(posted, now, NamesFor(context, feed)) with { Document = document, CommandId = CommandRequest.IdOf(context.Request) ?? Guid.NewGuid() };
        var outcome = await MatchingAsync(context, () => commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted));
        await feed.WaitForAsync(outcome.Seq, context.RequestAborted);
        await W3cApi.SendAsync(context, W3cApi.Represent(context, feed, W3cApi.Demand(feed, annotation)));
    }

    public static async Task<IResult> DeleteAsync(HttpContext context, string document, string annotation, DocumentFeeds feeds, CommandDispatcher commands)
    {
        var feed = await W3cApi.FreshAsync(context, document, feeds);
        var now = await MatchedAsync(context, feed, annotation);
        var request = new DeleteRequest { Document = document, Annotation = annotation, CommandId = CommandRequest.IdOf(context.Request) ?? Guid.NewGuid(), Version = context.Request.Headers.IfMatch.Count > 0 ? now.Version : null };
        await MatchingAsync(context, () => commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted));
        return Results.NoContent();
    }

    private static IEnumerable<(string Id, string Name)> NamesFor(HttpContext context, DocumentFeed feed) => feed.View.AudienceOf(context.DemandCaller().Person).NamesIn(feed.State.Header);

    private static CommandRequest RequestOf(PostedAnnotation posted, string document, Guid id, IEnumerable<(string Id, string Name)> names)
    {
        var body = new BodyRequest(Mentions.Carried(posted.Text, names));
        var foreign = Foreign.OrNone(Beside(posted.Foreign ?? new Foreign(), body.Text != posted.Text));
        return posted.ReplyTo is { } parent
            ? new ReplyRequest { Document = document, CommandId = id, Annotation = parent, Body = body, Tags = posted.Tags, Foreign = foreign }
            : new AnnotateRequest { Document = document, CommandId = id, Targets = posted.Targets, Body = body, Motivation = posted.Motivation, Tags = posted.Tags, Foreign = foreign };
    }

    /// <summary>A body that names somebody is not given back as it came: each reader knows them by another name.</summary>
    private static Foreign Beside(Foreign foreign, bool namesSomebody) => namesSomebody ? foreign with { Body = null } : foreign;

    private static EditRequest Edit(PostedAnnotation posted, Annotation now, IEnumerable<(string Id, string Name)> names)
    {
        if (posted.ReplyTo != now.ReplyTo)
            throw new RefusalException("bad-request", "A reply goes on answering what it answers, and a note none. Post another annotation.");
        if (posted.Text.Length == 0 && now.Body is not null)
            throw new RefusalException("bad-request", "A note that has words keeps some. Delete it, and post a highlight without a body.");
        // Who was named by an id stays so, whatever the caller may call them.
        var before = now.Body?.Text ?? "";
        var words = Mentions.Edited(before, posted.Text, names);
        return new EditRequest
        {
            CommandId = default,
            Annotation = now.Id,
            Version = now.Version,
            Body = words == before ? null : new BodyRequest(words),
            Tags = posted.Tags,
            Targets = now.ReplyTo is not null || posted.KeepsTarget || posted.IsAbout(now) ? null : posted.Targets,
            Foreign = Beside(posted.ForeignAfter(now), words != posted.Text),
        };
    }

    /// <summary>What came between the caller's look and the act is what the header asks to be refused for.</summary>
    private static async Task<CommandOutcome> MatchingAsync(HttpContext context, Func<Task<CommandOutcome>> act)
    {
        try
        {
            return await act();
        }
        catch (RefusalException e) when (e.Code == "stale" && context.Request.Headers.IfMatch.Count > 0)
        {
            throw Changed;
        }
    }

    /// <summary>The annotation, where it is the one that the caller has seen.</summary>
    /// <exception cref="RefusalException"><c>precondition-failed</c>, or what <see cref="W3cApi.Demand"/> says.</exception>
    private static async Task<Annotation> MatchedAsync(HttpContext context, DocumentFeed feed, string annotation)
    {
        // Another node may have shown what this one does not have yet.
        if (AnnotationId.IsWellFormed(annotation) && feed.State.Find(annotation) is null)
            await feed.CatchUpAsync().WaitAsync(DocumentFeed.Patience, context.RequestAborted);
        if (!Matches(out var found))
        {
            await feed.CatchUpAsync().WaitAsync(DocumentFeed.Patience, context.RequestAborted);
            if (!Matches(out found))
                throw Changed;
        }

        return found;

        bool Matches(out Annotation now)
        {
            now = W3cApi.Demand(feed, annotation);
            var header = context.Request.Headers.IfMatch;
            return header.Count == 0 || Conditions.Matches(header, W3cApi.ETag(W3cApi.Represent(context, feed, now)));
        }
    }

    private static async Task<JsonDocument> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType.Value?.ToLowerInvariant() is not ("application/ld+json" or "application/json"))
            throw new RefusalException("unsupported-media-type", "Send the annotation as JSON-LD, with the header Content-Type: application/ld+json.");
        return StrictJson.Read<JsonDocument>((await ApiJson.ReadBytesAsync(request)).Span);
    }

    private static RefusalException Changed => new("precondition-failed", "The annotation has changed since you read it. Read it again and look what is new.");
}
