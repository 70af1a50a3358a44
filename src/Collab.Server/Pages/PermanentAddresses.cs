using System.Globalization;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;
using Collab.Formats.Export;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>The addresses that are cited: of a note, a point and a revision. They lead into the room; of what is gone they say what it was and when it went, and never whose it was or what it said.</summary>
internal static class PermanentAddresses
{
    private const int PageSize = 1000, PageBytes = 1024 * 1024;

    public static void Map(WebApplication app)
    {
        var cited = app.MapGroup("/rooms/{document}").ExcludeFromDescription();
        cited.Door(Right.ReadDocument).MapGet("/notes/{number}", NoteAsync);
        cited.Door(Right.ReadDocument).MapGet("/points/{clause}", PointAsync);
        cited.Door(Right.ReadDocument).MapGet("/text/{revision}", RevisionAsync);
    }

    /// <summary>What is said in the place of a note that nobody can read any more; null for any other.</summary>
    public static async Task<IResult?> GoneAsync(HttpContext context, DocumentFeed feed, Annotation note)
    {
        if (!note.IsGone)
            return null;
        var header = feed.State.Header;
        var root = note.Thread is { } thread ? feed.State.Find(thread) ?? note : note;
        var (place, revision) = root.Targets.Select(target => PlaceOf(header, target)).FirstOrDefault(found => found.Clause is not null);
        var erased = note.State == AnnotationState.Erased;
        var went = erased ? await ErasedAsync(feed, note, context.RequestAborted) : note.Modified ?? note.Created;
        if (!context.WantsPage())
            throw new RefusalException("gone", $"Note {note.Number.ToString(CultureInfo.InvariantCulture)}, {(place is null ? "on the whole document" : $"at {place.Name}{(revision is { } earlier ? $" in revision {earlier.ToString(CultureInfo.InvariantCulture)}" : "")}")}, written {Citation.Time(note.Created)}, was {(erased ? "erased on request" : "removed by its author")}, {Citation.Time(went)}. Its words cannot be read any more; what was answered to it can.");
        var text = context.Texts();
        var named = place is null ? text["the whole document"].Value : text.NameOf(place);
        var (of, at) = (revision is { } former ? $"{named} ({text["Revision {0}", former]})" : named, Language.Current.MomentOf(went) + " UTC");
        var written = Language.Current.MomentOf(note.Created) + " UTC";
        return Said(context, feed, 410, text["Note {0} is gone", note.Number], erased
            ? text["It was written {0}, at {1}, and was erased on request {2}. Its words cannot be read any more; what was answered to it can.", written, of, at]
            : text["It was written {0}, at {1}, and was removed by its author {2}. Its words cannot be read any more; what was answered to it can.", written, of, at], $"#note-{note.Number}");
    }

    /// <summary>The clause that a target is on, as the text has it that the target is of, and that text's revision where it is not the one of now.</summary>
    private static (Clause? Clause, int? Revision) PlaceOf(DocumentHeader header, Target target)
    {
        if (ReviewQueue.IsUnplaced(target, header.Revision) && header.ClauseIn(target.Revision, target.Clause) is { } then)
            return (then, target.Revision);
        return header.ClausesById.TryGetValue(target.Clause, out var now) ? (now, null)
            : header.ClauseOf(target.Clause) is { } gone ? (gone, header.LastRevisionOf(gone.Id)) : (null, null);
    }

    /// <summary>What is said to whoever comes by a citation of before a restore: numbers that were lost are given again; null for any other.</summary>
    public static IResult? OfAnotherLog(HttpContext context, DocumentFeed feed, string? epoch, string anchor)
    {
        if (string.IsNullOrEmpty(epoch) || epoch == feed.State.Header.Epoch)
            return null;
        if (!context.WantsPage())
            throw new RefusalException("resync", "That was cited before this text was restored from a backup: what has this number now may be another. Ask without the epoch, and compare.");
        var text = context.Texts();
        return Said(context, feed, 409, text["Cited before a restore"], text["This text was restored from a backup after that was cited: what has this number now may be another. Open the text, and compare."], anchor);
    }

    private static async Task<IResult> NoteAsync(HttpContext context, string document, string number, string? epoch, DocumentFeeds feeds)
    {
        var feed = await OpenAsync(context, document, feeds);
        var found = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? feed.State.Annotations.FirstOrDefault(annotation => annotation.Number == wanted) : null;
        if (OfAnotherLog(context, feed, epoch, found is null ? "" : $"#note-{wanted}") is { } other)
            return other;
        var text = context.Texts();
        return found is null
            ? Missing(context, feed, text["No such note"], text["“{0}” has no note {1}. Open the text and look for its words; a private note has no address for others.", feed.State.Header.Title, number])
            : await GoneAsync(context, feed, found) ?? Results.Redirect($"/rooms/{document}#note-{wanted}");
    }

    private static async Task<IResult> PointAsync(HttpContext context, string document, string clause, DocumentFeeds feeds)
    {
        var feed = await OpenAsync(context, document, feeds);
        var text = context.Texts();
        if (feed.State.Header.ClausesById.ContainsKey(clause))
            return Results.Redirect($"/rooms/{document}#clause-{clause}");
        return feed.State.Header.ClauseOf(clause) is { } gone ? GonePoint(context, feed, gone) : Missing(context, feed, text["No such point"], text["“{0}” has no such point. Open the text and look for its words.", feed.State.Header.Title]);
    }

    /// <summary>What is said in the place of a point that is in the text no more.</summary>
    private static RazorComponentResult<ErrorPage> GonePoint(HttpContext context, DocumentFeed feed, Clause gone)
    {
        var (header, text) = (feed.State.Header, context.Texts());
        var last = header.LastRevisionOf(gone.Id);
        if (!context.WantsPage())
            throw new RefusalException("gone", $"That was {gone.Name} of revision {last.ToString(CultureInfo.InvariantCulture)}; the text has it no more. Ask for that revision of the text.");
        var name = text.NameOf(gone);
        return Said(context, feed, 410, text["{0} is in the text no more", Phrases.Capital(name)], text["It stood there until revision {0}. That text can still be read, with its notes.", last], $"/reading?revision={last}#clause-{gone.Id}");
    }

    private static async Task<IResult> RevisionAsync(HttpContext context, string document, string revision, string? epoch, DocumentFeeds feeds)
    {
        var feed = await OpenAsync(context, document, feeds);
        if (OfAnotherLog(context, feed, epoch, "") is { } other)
            return other;
        var text = context.Texts();
        return int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && feed.State.Header.TextOf(wanted) is not null
            ? Results.Redirect($"/rooms/{document}{(wanted == feed.State.Header.Revision ? "" : $"/reading?revision={wanted}")}")
            : Missing(context, feed, text["No such revision"], text["“{0}” has no revision {1}. Open the text: it tells which it is.", feed.State.Header.Title, revision]);
    }

    private static async Task<DocumentFeed> OpenAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        return feed;
    }

    private static RazorComponentResult<ErrorPage> Missing(HttpContext context, DocumentFeed feed, string title, string detail) =>
        context.WantsPage() ? Said(context, feed, 404, title, detail, "") : throw new RefusalException("not-found", "There is nothing at this address of the document. Look at the document itself.");

    private static RazorComponentResult<ErrorPage> Said(HttpContext context, DocumentFeed feed, int status, string title, string detail, string anchor) => new(new
    {
        Frame = PageFrames.Of(context, context.Seat().Name),
        Error = new ErrorModel(status, title, detail, null) { Translated = true, Document = feed.Document, Anchor = anchor },
    })
    { StatusCode = status };

    // A note does not keep when its author's words were erased: the log does.
    private static async Task<DateTimeOffset> ErasedAsync(DocumentFeed feed, Annotation note, CancellationToken cancellation)
    {
        for (var after = note.Seq; after < feed.State.Header.Seq;)
        {
            var page = await feed.PageAsync(after, PageSize, PageBytes, cancellation);
            if (page.FirstOrDefault(e => e.Data is ContentErased erased && erased.Member == note.Creator) is { } found)
                return found.At;
            if (page.Count == 0)
                break;
            after = page[^1].Seq;
        }

        return feed.State.Header.At;
    }
}
