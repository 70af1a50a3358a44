using System.Globalization;
using System.Security.Cryptography;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Api;

/// <summary>The notes of a document for feed readers, what changed last first, as the caller may see them.</summary>
internal static class AtomApi
{
    private const int PageSize = 50, MaxPageSize = 200, Together = 64;

    public static void Map(WebApplication app) =>
        app.Door(Right.ReadDocument).MapGet("/api/documents/{document}/feed", FeedAsync).WithTags("Documents").Produces(200, contentType: "application/atom+xml").WithMetadata(new TakesBasic());

    private static async Task FeedAsync(HttpContext context, string document, DocumentFeeds feeds, PublicAddress address)
    {
        var (request, response) = (context.Request, context.Response);
        var (limit, before) = (Limit(request.Query), Before(request.Query));
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        ExportApi.DemandAll(context, feed);
        var view = feed.View;
        var audience = view.AudienceOf(context.DemandCaller().Person);
        var found = view.State.Annotations.Where(note => before is not { } place || PlaceOf(note).CompareTo(place) < 0).OrderByDescending(PlaceOf).Take(limit + 1).ToList();
        var shown = new ExportScope(ExportScope.Selected, null, [.. found.Take(limit).Select(note => note.Id)]);
        var page = ExportSelection.Of(view.State, view.State, audience, shown, new ExportOptions(new Uri(address.Of(request))));
        var times = await TimesAsync(feed, view.State.Header.Epoch, found.Take(limit), context.RequestAborted);
        var bytes = AtomFeed.Write(page, new AtomLinks(Address(before), Address(null), found.Count > limit ? Address(PlaceOf(found[limit - 1])) : null), times);

        // Names and addresses are in it too, so that it is the bytes alone that say whether it is the same.
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Append(HeaderNames.Vary, "Cookie, Authorization");
        if (Conditions.Matches(request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = AtomFeed.ContentType;
        await response.Body.WriteAsync(bytes, context.RequestAborted);

        Uri Address((long Changed, int Number)? place)
        {
            var query = QueryString.Empty;
            if (limit != PageSize)
                query = query.Add("limit", limit.ToString(CultureInfo.InvariantCulture));
            if (place is { } last)
                query = query.Add("before", string.Create(CultureInfo.InvariantCulture, $"{last.Changed}-{last.Number}"));
            return new Uri($"{address.Of(request)}/api/documents/{Uri.EscapeDataString(document)}/feed{query}");
        }
    }

    /// <summary>When the notes changed last, where that is not when their words were written: the log has it.</summary>
    private static async Task<Dictionary<long, DateTimeOffset>> TimesAsync(DocumentFeed feed, string epoch, IEnumerable<Annotation> notes, CancellationToken cancellation)
    {
        var (wanted, times) = (new SortedSet<long>(notes.Where(note => note.LastSeq > note.Seq || note.Imported is not null).Select(note => note.LastSeq)), new Dictionary<long, DateTimeOffset>());
        while (wanted.Count > 0)
        {
            // Those that are near are read together.
            var (first, last) = (wanted.Min, wanted.GetViewBetween(wanted.Min, wanted.Min + Together - 1).Max);
            var read = await feed.EventsAsync(new Cursor(first - 1, epoch), (int)(last - first + 1), cancellation) ?? [];
            foreach (var e in read.Where(e => wanted.Contains(e.Seq)))
                times[e.Seq] = e.At;
            // A page ends where it is full.
            var end = read.Count == 0 ? last : read[^1].Seq;
            wanted.RemoveWhere(seq => seq <= end);
        }

        return times;
    }

    // Many notes change by one event where all of a member's are hidden.
    private static (long Changed, int Number) PlaceOf(Annotation note) => (note.LastSeq, note.Number);

    private static int Limit(IQueryCollection query) => DocumentsApi.Seq(query, "limit") switch
    {
        null => PageSize,
        >= 1 and <= MaxPageSize and var limit => (int)limit,
        _ => throw new RefusalException("bad-request", $"limit is a number from 1 to {MaxPageSize}."),
    };

    private static (long Changed, int Number)? Before(IQueryCollection query)
    {
        if (!query.TryGetValue("before", out var text))
            return null;
        return text.ToString().Split('-') is [var changed, var number]
            && long.TryParse(changed, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            ? (seq, of)
            : throw new RefusalException("bad-request", "before is what the link “next” of the page before says.");
    }
}
