using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Domain.Search;
using Collab.Domain.Views;
using Collab.Server.Feeds;
using Collab.Server.Search;
using Collab.Server.Security;

namespace Collab.Server.Api;

/// <summary>Finds notes by their words, their author, their tags, their point or the passage that they quote: among what the caller may read.</summary>
internal static class SearchApi
{
    public static void Map(WebApplication app)
    {
        app.Door(Right.Search).MapGet("/api/documents/{document}/search", SearchAsync).WithTags("Documents").Produces(200, contentType: "application/json");
        app.Door(Right.Search).MapGet("/api/seminars/{seminar}/search", SearchSeminarAsync).WithTags("Seminars").Produces(200, contentType: "application/json");
    }

    private static async Task SearchSeminarAsync(HttpContext context, string seminar, IGrainFactory grains, SeminarSearch search)
    {
        var (asked, wanted) = (Query(context.Request), context.Request.Query);
        var state = (await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!;
        var found = await search.FindAsync(state, context.DemandCaller().Person, asked, context.RequestAborted);
        var rest = SeminarSearch.After(SeminarSearch.Sort(found, wanted["sort"].FirstOrDefault()), wanted["after"].FirstOrDefault());
        await DocumentsApi.WriteAsync(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", found.Sum(one => one.Notes.Count));
            json.WriteStartArray("documents");
            foreach (var (feed, query, notes) in found)
            {
                json.WriteStartObject();
                json.WriteString("id", feed.Document);
                json.WriteString("title", query.State.Header.Title);
                json.WriteNumber("count", notes.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("items");
            foreach (var (one, note) in rest.Take(FoundNotes.PageSize))
            {
                json.WriteStartObject();
                json.WriteString("document", one.Feed.Document);
                json.WritePropertyName("annotation");
                AnnotationWriter.Write(json, note, one.Query.State, one.Query.Audience);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (rest.Count > FoundNotes.PageSize)
                json.WriteString("next", rest[FoundNotes.PageSize - 1].Key);
            json.WriteEndObject();
        });
    }

    private static async Task SearchAsync(HttpContext context, string document, DocumentFeeds feeds, NoteSearch search)
    {
        var asked = Query(context.Request);
        var (after, sort) = (DocumentsApi.Seq(context.Request.Query, "after") ?? 0, context.Request.Query["sort"].FirstOrDefault());
        var (feed, person) = (await feeds.DemandAsync(document, context.RequestAborted), context.DemandCaller().Person);
        await feed.EnsureFreshAsync(person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        var (query, found) = await search.FindAsync(feed, person, asked, context.RequestAborted);
        List<Annotation> page = [.. FoundNotes.Sort(found, sort, query, query.State.Header).After(after, sort).Take(FoundNotes.PageSize + 1)];
        await DocumentsApi.WriteAsync(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("count", found.Count);
            json.WriteStartArray("items");
            foreach (var annotation in page.Take(FoundNotes.PageSize))
                AnnotationWriter.Write(json, annotation, query.State, query.Audience);
            json.WriteEndArray();
            if (page.Count > FoundNotes.PageSize)
                json.WriteNumber("next", page[FoundNotes.PageSize - 1].Number);
            json.WriteEndObject();
        });
    }

    /// <summary>What <c>q</c> asks.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>, <c>bad-query</c>.</exception>
    public static SearchQuery Query(HttpRequest request)
    {
        var text = request.Query["q"].ToString().Trim();
        return text.Length is > 0 and <= SearchQuery.Longest ? SearchQuery.Parse(text)
            : throw new RefusalException("bad-request", $"q holds the words to look for: 1 to {SearchQuery.Longest} characters.");
    }
}
