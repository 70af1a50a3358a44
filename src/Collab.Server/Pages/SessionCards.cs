using Collab.Domain.Sessions;
using Collab.Server.Feeds;
using Collab.Web.Languages;
using Collab.Web.Models;

namespace Collab.Server.Pages;

/// <summary>Sessions in short, for the pages that list them.</summary>
internal static class SessionCards
{
    /// <summary>All that were held over these texts, newest first.</summary>
    public static IReadOnlyList<SessionCard> Of(IEnumerable<DocumentFeed> feeds, PageTexts text) =>
        [.. feeds.SelectMany(feed => feed.State.Header.Proceedings.Sessions.Select(session => Of(feed, session, text))).OrderByDescending(card => card.Opened)];

    public static SessionCard Of(DocumentFeed feed, Session session, PageTexts text)
    {
        var report = SessionReport.Of(feed.State, session);
        return new(session.Id, feed.Document, feed.State.Header.Title, session.Title, session.Opened)
        {
            Closed = session.Closed,
            Attended = session.Attended.Length,
            Questions = report.Questions.Length,
            Point = report.Point is { } point ? text.NameOf(point) : null,
            PointId = report.Point?.Id,
        };
    }
}
