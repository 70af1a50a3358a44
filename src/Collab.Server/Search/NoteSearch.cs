using System.Runtime.CompilerServices;
using Collab.Domain.Annotations;
using Collab.Domain.Search;
using Collab.Server.Feeds;
using Collab.Storage;

namespace Collab.Server.Search;

/// <summary>
/// Finds notes: the index says which may be meant, the policy of this moment says which of them there are for whoever asks. What has changed
/// since the index was made is read as it is, and so one finds what one has just written.
/// </summary>
internal sealed partial class NoteSearch(INoteIndex index, TimeProvider time, ILogger<NoteSearch> logger)
{
    /// <summary>How many notes may have changed before the index catches up: fewer are read faster than written.</summary>
    public const int MostUnindexed = 64;

    /// <summary>How long a search waits for the index to catch up. It goes on; whoever searches meanwhile is answered without it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Where members come and go without end, the notes are read one by one.
    private const int MostTries = 3;

    private readonly ConditionalWeakTable<DocumentFeed, Tables> _tables = [];

    /// <summary>The notes that are found, by number, and the query as it was asked in the end.</summary>
    /// <exception cref="Collab.Domain.RefusalException"><c>bad-query</c>, <c>not-found</c>, <c>unavailable</c>.</exception>
    public async Task<(NoteQuery Query, List<Annotation> Notes)> FindAsync(DocumentFeed feed, string person, SearchQuery asked, CancellationToken cancellation)
    {
        for (var tries = 0; ; tries++)
        {
            var before = feed.View;
            var query = new NoteQuery(asked, before.State, before.AudienceOf(person));
            var answer = query.Terms.IsEmpty || tries == MostTries ? null : await AskAsync(feed, query, cancellation);
            if (answer is not null)
                await feed.WaitForAsync(answer.Seq, cancellation);
            var view = feed.View;
            // Who is called what, and who may know it, was asked of the index as it was then.
            if (answer is not null && (!ReferenceEquals(view.State.Header.Members, before.State.Header.Members) || view.State.Header.Settings != before.State.Header.Settings || view.State.Header.Epoch != before.State.Header.Epoch))
                continue;
            query = new NoteQuery(asked, view.State, view.AudienceOf(person));
            var table = TablesOf(feed).At(view.State);
            return (query, answer is null ? [.. table.Notes.Where(query.Finds)] : Judge(query, table, answer));
        }
    }

    private static List<Annotation> Judge(NoteQuery query, NoteTable table, IndexAnswer answer)
    {
        var changed = answer.Seq >= table.State.Header.Seq ? [] : table.ChangedSince(answer.Seq).ToDictionary(note => note.Number);
        // Up to all notes there are: one loop, without a step for each of its conditions.
        var found = new List<Annotation>(answer.Numbers.Count + changed.Count);
        for (var i = 0; i < answer.Numbers.Count; i++)
        {
            if ((changed.Count == 0 || !changed.ContainsKey(answer.Numbers[i])) && table.Find(answer.Numbers[i]) is { } note && query.Admits(note))
                found.Add(note);
        }

        if (changed.Count == 0)
            return found;
        found.AddRange(changed.Values.Where(query.Finds));
        found.Sort((one, other) => one.Number.CompareTo(other.Number));
        return found;
    }

    /// <summary>What the index says, after it has caught up; null where it is quicker to read the notes, or there is no index to be had.</summary>
    private async Task<IndexAnswer?> AskAsync(DocumentFeed feed, NoteQuery query, CancellationToken cancellation)
    {
        try
        {
            var state = feed.State;
            var answer = await index.FindAsync(feed.Document, state.Header.Epoch, query.Terms).WaitAsync(cancellation);
            if (!IsFarBehind(TablesOf(feed).At(state), answer.Seq))
                return answer.Seq > 0 ? answer : null;
            await TablesOf(feed).CatchUpAsync(() => CatchUpAsync(feed)).WaitAsync(Patience, time, cancellation);
            answer = await index.FindAsync(feed.Document, state.Header.Epoch, query.Terms).WaitAsync(cancellation);
            return answer.Seq > 0 ? answer : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (Exception failure) when (failure is StorageUnavailableException or OutcomeUnknownException)
        {
            LogWithout(logger, failure, feed.Document);
            return null;
        }
    }

    private async Task CatchUpAsync(DocumentFeed feed)
    {
        var table = TablesOf(feed).At(feed.State);
        var header = table.State.Header;
        var known = (await index.FindAsync(feed.Document, header.Epoch, [new IndexTerm(null, [], false)])).Seq;
        if (IsFarBehind(table, known))
            await index.UpdateAsync(feed.Document, header.Epoch, known, header.Seq, [.. table.ChangedSince(known).Select(IndexedNote.Of)]);
    }

    private static bool IsFarBehind(NoteTable table, long seq) => seq < table.State.Header.Seq && table.ChangedSince(seq).Skip(MostUnindexed).Any();

    private Tables TablesOf(DocumentFeed feed) => _tables.GetValue(feed, _ => new Tables());

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of document {Document} cannot be used now; its notes are read one by one")]
    private static partial void LogWithout(ILogger logger, Exception failure, string document);

    /// <summary>The newest table of a document, and the catching up that is under way.</summary>
    private sealed class Tables
    {
        private readonly Lock _gate = new();
        private NoteTable? _newest;
        private Task _catchUp = Task.CompletedTask;

        public NoteTable At(Domain.Documents.DocumentState state)
        {
            lock (_gate)
                return _newest = _newest?.At(state) ?? NoteTable.Of(state);
        }

        /// <summary>One at a time; whoever comes meanwhile waits for it.</summary>
        public Task CatchUpAsync(Func<Task> catchUp)
        {
            lock (_gate)
                return _catchUp.IsCompleted ? _catchUp = Task.Run(catchUp) : _catchUp;
        }
    }
}
