using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Domain.Views;
using Collab.Formats.WebAnnotations;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.W3c;

/// <summary>Each document as a container of Web Annotations, by the W3C's protocol.</summary>
internal static class W3cApi
{
    public static void Map(WebApplication app)
    {
        var container = app.MapGroup(W3cHeaders.Prefix + "/documents/{document}/annotations").ExcludeFromDescription();
        container.Door(Access.Everyone("says what the address takes, whether there is anything or not; browsers ask before they send a token")).MapMethods("/{annotation?}", ["OPTIONS"], () => Results.NoContent());
        container.Door(Right.ReadDocument).MapGet("/", ContainerAsync);
        container.Door(Right.ReadDocument).MapGet("/{annotation}", AnnotationAsync);
        container.Door(Right.Annotate).MapPost("/", W3cWriting.AddAsync);
        container.Door(Right.EditAnnotation).MapPut("/{annotation}", W3cWriting.ReplaceAsync);
        container.Door(Right.DeleteAnnotation).MapDelete("/{annotation}", W3cWriting.DeleteAsync);
    }

    /// <summary>What a page says of its annotations: where their container is.</summary>
    public static void Announce(HttpContext context, string document)
    {
        var address = context.RequestServices.GetRequiredService<PublicAddress>().Of(context.Request);
        context.Response.Headers.Append(HeaderNames.Link, $"<{new WebAddresses(address, document).Container}>; rel=\"http://www.w3.org/ns/oa#annotationService\"");
    }

    public static WebAddresses Addresses(HttpContext context, string document) =>
        new(context.RequestServices.GetRequiredService<PublicAddress>().Of(context.Request), document);

    private static async Task ContainerAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var asked = ContainerView.Of(context.Request);
        var feed = await FreshAsync(context, document, feeds);
        ExportApi.DemandAll(context, feed);
        var addresses = Addresses(context, document);
        var view = feed.View;
        var written = new ContainerLd(addresses, view.State, view.AudienceOf(context.DemandCaller().Person), asked.Iris);
        var found = true;
        var bytes = Bytes(json =>
        {
            if (asked.Page is { } after)
                found = written.WritePage(json, after);
            else
                written.WriteContainer(json, asked.Minimal);
        });
        if (!found)
            throw new RefusalException("not-found", "There is no such page: no annotation comes after that place. Begin at the container’s first.");
        if (asked.Page is null)
            context.Response.Headers.ContentLocation = written.Id;
        if (asked.Applied)
            context.Response.Headers["Preference-Applied"] = "return=representation";
        await SendAsync(context, bytes);
    }

    private static async Task AnnotationAsync(HttpContext context, string document, string annotation, DocumentFeeds feeds)
    {
        var feed = await FreshAsync(context, document, feeds);
        await SendAsync(context, Represent(context, feed, Demand(feed, annotation)));
    }

    public static async Task<DocumentFeed> FreshAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        return feed;
    }

    /// <exception cref="RefusalException"><c>not-found</c>; <c>gone</c>: its author deleted it, or had it erased.</exception>
    public static Annotation Demand(DocumentFeed feed, string annotation)
    {
        if (!AnnotationId.IsWellFormed(annotation) || AnnotationId.IsPrivate(annotation) || feed.State.Find(annotation) is not { } found)
            throw new RefusalException("not-found", "There is no such note in this document.");
        return found.IsGone ? throw new RefusalException("gone", "The annotation is no more: its author removed it, or had it erased.") : found;
    }

    /// <summary>An annotation as the caller may see it.</summary>
    public static ReadOnlyMemory<byte> Represent(HttpContext context, DocumentFeed feed, Annotation annotation)
    {
        var view = feed.View;
        var written = new ContainerLd(Addresses(context, feed.Document), view.State, view.AudienceOf(context.DemandCaller().Person));
        return Bytes(json => written.WriteAnnotation(json, annotation, alone: true));
    }

    /// <summary>Of what is sent, so that whoever sees more, or under other names, has another.</summary>
    public static string ETag(ReadOnlyMemory<byte> bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 16))}\"";

    public static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        var response = context.Response;
        response.Headers.ETag = ETag(bytes);
        response.Headers.CacheControl = "private, no-cache";
        if (HttpMethods.IsGet(context.Request.Method) && Conditions.Matches(context.Request.Headers.IfNoneMatch, response.Headers.ETag.ToString()))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = W3cHeaders.ContentType;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
            write(json);
        return output.WrittenMemory;
    }
}
