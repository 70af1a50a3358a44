using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Domain.Views;
using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Api;

/// <summary>Finds notes by their words, their author, their tags or the passage that they quote: among what the caller may read.</summary>
internal static class SearchApi
{
    private const int Most = 100, LongestQuery = 200;

    public static void Map(WebApplication app) =>
        app.Door(Right.Search).MapGet("/api/documents/{document}/search", SearchAsync).WithTags("Documents").Produces(200, contentType: "application/json");

    private static async Task SearchAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var query = context.Request.Query["q"].ToString().Trim();
        if (query.Length is 0 or > LongestQuery)
            throw new RefusalException("bad-request", $"q holds the words to look for: 1 to {LongestQuery} characters.");
        var after = DocumentsApi.Seq(context.Request.Query, "after") ?? 0;
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        var (state, audience) = (feed.State, feed.View.AudienceOf(context.DemandCaller().Person));
        var words = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = state.Annotations.Where(annotation => audience.MayRead(annotation) && Text(annotation) is var text && words.All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Where(annotation => annotation.Number > after).OrderBy(annotation => annotation.Number).Take(Most + 1).ToList();
        await DocumentsApi.WriteAsync(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var annotation in found.Take(Most))
                AnnotationWriter.Write(json, annotation, state, audience);
            json.WriteEndArray();
            if (found.Count > Most)
                json.WriteNumber("next", found[Most - 1].Number);
            json.WriteEndObject();
        });

        string Text(Annotation annotation) => string.Join('\n',
            annotation.Tags.Concat(annotation.Targets.Select(target => target.Quote?.Exact ?? "")).Append(annotation.Body?.Text ?? "").Append(audience.NameOf(annotation.Creator, state.Header) ?? ""));
    }
}
