using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Domain.Search;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Security;

namespace Collab.Server.Search;

/// <summary>The tags that are used in a seminar, in the notes that the caller may read: what is offered to whoever writes.</summary>
internal static class TagsApi
{
    /// <summary>Most tags of an answer.</summary>
    private const int Most = 500;

    public sealed record Row(string Tag, int Count);

    public static void Map(WebApplication app) =>
        app.Door(Right.Search).MapGet("/api/seminars/{seminar}/tags", TagsAsync).WithTags("Seminars").Produces<ListOf<Row>>();

    private static async Task<ListOf<Row>> TagsAsync(HttpContext context, string seminar, IGrainFactory grains, DocumentFeeds feeds)
    {
        var (state, person) = ((await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!, context.DemandCaller().Person);
        var open = await feeds.OpenReadableAsync(state.Documents, context.RequestAborted);
        foreach (var feed in open)
            await feed.EnsureFreshAsync(person, context.RequestAborted);
        var views = open.Select(feed => feed.View).Select(view => (view.State, view.AudienceOf(person)));
        return new([.. TagVocabulary.Of(views, Most).Select(tag => new Row(tag.Tag, tag.Count))]);
    }
}
