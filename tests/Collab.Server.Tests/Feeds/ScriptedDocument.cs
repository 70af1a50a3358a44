using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Server.Tests.Feeds;

/// <summary>A document's grain that tells a story, and notes what it was asked.</summary>
internal sealed class ScriptedDocument(Story story) : IDocumentGrain
{
    public Story Story { get; set; } = story;

    /// <summary>The seq after which each read asked.</summary>
    public List<long> Reads { get; } = [];

    /// <summary>How many events were read in all.</summary>
    public int EventsRead { get; private set; }

    public int Observations { get; private set; }

    /// <summary>Whether it still knows its observers.</summary>
    public bool Knows { get; set; } = true;

    /// <summary>Thrown at every call while it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Called when an observation was answered and before the answer is there.</summary>
    public Action? Observed { get; set; }

    public Task<DocumentState?> ObserveAsync(IDocumentObserver observer)
    {
        Observations++;
        Knows = true;
        var state = Story.StateAt(Story.Head);
        Observed?.Invoke();
        return Answer<DocumentState?>(state);
    }

    /// <summary>Whether it takes up again whoever has a state of its log.</summary>
    public bool TakesUp { get; set; } = true;

    public Task<bool> RenewAsync(IDocumentObserver observer, string epoch, long seq, long seminarSeq) =>
        Answer(Knows |= TakesUp && epoch == Story.Epoch && seq <= Story.Head);

    /// <summary>While set, the next read is answered when it is done, with what there was when it was asked.</summary>
    public Task? SlowRead { get; set; }

    public async Task<IReadOnlyList<LogEvent>> ReadAsync(long after, int max, int maxBytes)
    {
        lock (Reads)
            Reads.Add(after);
        var bytes = 0;
        IReadOnlyList<LogEvent> answer = [.. Story.Events.Skip((int)after).Take(max).TakeWhile((e, i) => (bytes += BytesOf(e)) <= maxBytes || maxBytes == 0 || i == 0)];
        lock (Reads)
            EventsRead += answer.Count;
        if (SlowRead is { } slow)
        {
            SlowRead = null;
            await slow;
        }

        return await Answer(answer);
    }

    public Task<Reply> ImportAsync(ImportDocument import) => throw new NotSupportedException();

    public Task<Reply> ExecuteAsync(Command command) => throw new NotSupportedException();

    public Task<Reply> EraseAsync() => throw new NotSupportedException();

    public Task<CommitReply> CommitAsync(ClauseCommit commit) => throw new NotSupportedException();

    public Task<ClauseOpening?> OpenClauseAsync(string clause) => throw new NotSupportedException();

    public Task<ClauseContext?> OpenContextAsync() => throw new NotSupportedException();

    public Task<Reply?> FindCommandAsync(Command command) => throw new NotSupportedException();

    public Task<long> ApplyMembershipAsync(IReadOnlyList<LogEvent> events) => throw new NotSupportedException();

    private static int BytesOf(LogEvent e) => System.Text.Encoding.UTF8.GetByteCount(e.Words?.Body ?? "") + 100;

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
