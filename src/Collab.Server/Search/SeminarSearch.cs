using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Search;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;

namespace Collab.Server.Search;

/// <summary>Finds notes in all documents of a seminar: each by its own policy, before anything is counted.</summary>
internal sealed class SeminarSearch(DocumentFeeds feeds, NoteSearch search)
{
    /// <summary>Documents that one search reads at once.</summary>
    private const int AtOnce = 4;

    /// <summary>What was found in one document.</summary>
    public sealed record InDocument(DocumentFeed Feed, NoteQuery Query, List<Annotation> Notes);

    /// <summary>A note, and where it was found.</summary>
    public readonly record struct Found(InDocument In, Annotation Note)
    {
        /// <summary>What <c>next</c> and <c>after</c> call it.</summary>
        public string Key => $"{In.Feed.Document}:{Note.Number}";
    }

    /// <summary>What there is for the person, by document in the order of the seminar; of documents without any such note, and of those that are damaged so that they cannot be opened, nothing.</summary>
    /// <exception cref="RefusalException"><c>bad-query</c>: no document has such a point. <c>unavailable</c>: one of them cannot be read now.</exception>
    public async Task<IReadOnlyList<InDocument>> FindAsync(SeminarState seminar, string person, SearchQuery asked, CancellationToken cancellation)
    {
        var found = new InDocument?[seminar.Documents.Length];
        var refusals = new RefusalException?[found.Length];
        await Parallel.ForAsync(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (i, stop) =>
        {
            try
            {
                if (await feeds.OpenReadableAsync([seminar.Documents[i]], stop) is not [var feed])
                    return;
                await feed.EnsureFreshAsync(person, stop);
                var (query, notes) = await search.FindAsync(feed, person, asked, stop);
                found[i] = new(feed, query, notes);
            }
            // A point that one text has and another one has not.
            catch (RefusalException refusal) when (refusal.Code == "bad-query")
            {
                refusals[i] = refusal;
            }
        });
        if (found.All(one => one is null) && refusals.OfType<RefusalException>().FirstOrDefault() is { } none)
            throw none;
        return [.. found.OfType<InDocument>().Where(one => one.Notes.Count > 0)];
    }

    /// <summary>All of them in the order that was asked for: <c>newest</c> (when nothing is said), <c>relevance</c>, or <c>document</c>, in each by number.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: there is no such order.</exception>
    public static IEnumerable<Found> Sort(IReadOnlyList<InDocument> found, string? order)
    {
        var all = found.SelectMany(one => one.Notes.Select(note => new Found(one, note)));
        var newest = all.OrderByDescending(one => one.Note.Created).ThenByDescending(one => one.Note.Number);
        switch (order)
        {
            case null or "newest":
                return newest;
            case "document":
                return all;
            case "relevance":
                // As within one document: to weigh a note is to read it.
                var notes = newest.ToList();
                return [.. notes.Take(FoundNotes.MostWeighed).OrderByDescending(one => one.In.Query.Relevance(one.Note)), .. notes.Skip(FoundNotes.MostWeighed)];
            default:
                throw new RefusalException("bad-request", "sort is one of newest, relevance and document.");
        }
    }

    /// <summary>Those after the one that <c>next</c> named.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: it is not among them any more.</exception>
    public static IReadOnlyList<Found> After(IEnumerable<Found> found, string? key)
    {
        var all = found.ToList();
        if (string.IsNullOrEmpty(key))
            return all;
        var at = all.FindIndex(one => one.Key == key);
        return at >= 0 ? all[(at + 1)..] : throw new RefusalException("bad-request", "The note of after is not among what is found any more. Begin again without after.");
    }
}
