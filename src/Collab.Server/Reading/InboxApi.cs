using System.Text.Json;
using Collab.Contracts.Notebooks;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Domain.Views;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Reading;

/// <summary>What is new for the caller in a document.</summary>
internal static class InboxApi
{
    /// <summary>Entries of one answer.</summary>
    public const int PageSize = 100;

    public static void Map(WebApplication app) =>
        app.Door(Right.ReadDocument).MapGet("/api/documents/{document}/inbox", InboxAsync).WithTags("Documents").Produces(200, contentType: "application/json");

    private static async Task InboxAsync(HttpContext context, string document, DocumentFeeds feeds, IGrainFactory grains)
    {
        var before = DocumentsApi.Seq(context.Request.Query, "before") ?? long.MaxValue;
        var (feed, person, member) = (await feeds.DemandAsync(document, context.RequestAborted), context.DemandCaller().Person, context.Seat().Member);
        await feed.EnsureFreshAsync(person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        var marks = (await grains.GetGrain<INotebookGrain>($"{document}/{member}").OpenAsync()).Marks;
        var view = feed.View;
        var entries = Inbox.Of(view.State, member, marks);
        await DocumentsApi.WriteAsync(context.Response, json => Write(json, entries, before, view.State, member, marks, view.AudienceOf(person)));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<InboxEntry> entries, long before, DocumentState document, string member, ReadMarks marks, Audience audience)
    {
        json.WriteStartObject();
        json.WriteNumber("count", entries.Count);
        json.WriteNumber("unread", entries.Count(entry => entry.Unread));
        json.WriteStartArray("points");
        foreach (var (clause, unread) in Inbox.Points(document, member, marks))
        {
            json.WriteStartObject();
            json.WriteOptional("clause", clause);
            json.WriteNumber("unread", unread);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("items");
        List<InboxEntry> page = [.. entries.Where(entry => entry.Note.Seq < before).Take(PageSize + 1)];
        foreach (var entry in page.Take(PageSize))
        {
            json.WriteStartObject();
            json.WriteString("reason", entry.Reason.ToString().ToLowerInvariant());
            json.WriteBoolean("unread", entry.Unread);
            json.WritePropertyName("annotation");
            AnnotationWriter.Write(json, entry.Note, document, audience);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (page.Count > PageSize)
            json.WriteNumber("next", page[PageSize - 1].Note.Seq);
        json.WriteEndObject();
    }
}
