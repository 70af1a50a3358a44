using Collab.Contracts.Documents;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Storage;

namespace Collab.Grains.Tests.EventSourcing;

/// <summary>What the grains do while the log fails on purpose.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "Before."))).Demand();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_lost_answer_is_said_to_be_unknown_and_the_retry_finds_what_was_written()
    {
        var note = _cluster.Note(0, "Perhaps.");
        _cluster.Log.FailAfterWrite();

        var unknown = await _cluster.ClauseGrain(0).ExecuteAsync(note);
        var retried = (await _cluster.ClauseGrain(0).ExecuteAsync(note)).Demand();

        Assert.Equal("outcome-unknown", unknown.Code);
        Assert.Equal(2, (await _cluster.StateAsync()).Annotations.Count());
        Assert.Equal(retried.Seq, (await _cluster.StateAsync()).Find(retried.Id!)!.Seq);
    }

    [Fact]
    public async Task A_failed_write_leaves_no_trace_and_the_next_command_goes_through()
    {
        var lost = _cluster.Note(0, "Lost.");
        _cluster.Log.FailBeforeWrite(error: new IOException("on purpose"));

        Assert.Equal("outcome-unknown", (await _cluster.ClauseGrain(0).ExecuteAsync(lost)).Code);
        var next = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "Next."))).Demand();

        var state = await _cluster.StateAsync();
        Assert.Equal(["Before.", "Next."], state.Annotations.OrderBy(a => a.Number).Select(a => a.Body!.Text));
        Assert.Equal(2, next.Number);
        Assert.Equal(state.Header.Seq, next.Seq);
    }

    [Fact]
    public async Task A_conflict_is_decided_again_and_nobody_notices()
    {
        _cluster.Log.Conflict(2);

        var outcome = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "Again."))).Demand();

        Assert.Equal("Again.", (await _cluster.StateAsync()).Find(outcome.Id!)!.Body!.Text);
    }

    [Fact]
    public async Task A_full_disk_is_told_at_once_to_everybody_but_the_probe_and_ends_by_itself()
    {
        _cluster.Log.FailBeforeWrite(error: new StorageFullException());
        Assert.Equal("storage-full", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);
        var appends = _cluster.Log.Appends;

        Assert.Equal("storage-full", (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1))).Code);
        Assert.Equal(appends, _cluster.Log.Appends);

        _cluster.Time.Advance(TimeSpan.FromSeconds(1));
        (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1))).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
    }

    [Fact]
    public async Task A_lost_page_that_one_document_meets_refuses_who_waits_there_and_closes_nothing_for_another()
    {
        var other = _cluster.Grains.GetGrain<IDocumentGrain>(Domain.Identifier.New());
        (await other.ImportAsync(new ImportDocument(Guid.NewGuid(), _cluster.Owner, _cluster.Seminar, "Whole", DocumentMetadata.Empty, [new("1", ClauseKind.Point, 0, "Whole.")]))).Demand();
        var hold = _cluster.Log.HoldNext(new StorageDamagedException("A page is lost on purpose."));
        var first = _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0, "First.") with { Targets = [] });
        await hold.Reached;
        var (appends, second) = (_cluster.Log.Appends, _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0, "Second.") with { Targets = [] }));
        // It is in the queue when a later call of the same grain is answered.
        await _cluster.DocumentGrain.OpenContextAsync();
        hold.Release();

        // A disk that fails can seem damaged: whoever writes may try again.
        Assert.Equal(("unavailable", "unavailable", appends), ((await first).Code, (await second).Code, _cluster.Log.Appends));
        (await other.ExecuteAsync(_cluster.Note(0, "Elsewhere.") with { Targets = [] })).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "Again."))).Demand();
    }

    [Fact]
    public async Task Who_waited_for_a_write_that_storage_never_answered_is_answered_with_it_and_waits_for_no_second_one()
    {
        var hold = _cluster.Log.HoldNext(new OutcomeUnknownException(new TimeoutException("on purpose")));
        var first = _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0, "First.") with { Targets = [] });
        await hold.Reached;
        var (appends, second) = (_cluster.Log.Appends, _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0, "Second.") with { Targets = [] }));
        // It is in the queue when a later call of the same grain is answered.
        await _cluster.DocumentGrain.OpenContextAsync();
        hold.Release();

        Assert.Equal("outcome-unknown", (await first).Code);
        Assert.Equal("unavailable", (await second).Code);
        Assert.Equal(appends, _cluster.Log.Appends);
    }

    [Fact]
    public async Task Nothing_is_read_or_published_before_it_is_durable()
    {
        var recorder = new DocumentRecorder();
        var observer = _cluster.Grains.CreateObjectReference<Contracts.Documents.IDocumentObserver>(recorder);
        var before = (await _cluster.DocumentGrain.ObserveAsync(observer))!.Header.Seq;
        var hold = _cluster.Log.HoldNext();

        var write = _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "Held."));
        await hold.Reached;

        Assert.Equal(before, (await _cluster.StateAsync()).Header.Seq);
        Assert.False(write.IsCompleted);
        hold.Release();
        var outcome = (await write).Demand();
        var published = await recorder.UntilAsync(before + 1, outcome.Seq);
        Assert.Equal("Held.", published[^1].Words!.Body);
    }

    [Fact]
    public async Task What_arrives_during_a_write_goes_out_together_in_the_next()
    {
        var appends = _cluster.Log.Appends;
        var hold = _cluster.Log.HoldNext();
        var first = _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0));
        await hold.Reached;
        var arrived = _cluster.Commands.Count;
        var others = Enumerable.Range(0, 50).Select(_ => _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).ToArray();
        await _cluster.Commands.UntilAsync(arrived + others.Length);
        hold.Release();

        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, _cluster.Log.Appends - appends);
    }

    [Fact]
    public async Task The_same_command_at_two_places_in_one_write_is_done_once_and_fails_nobody_else()
    {
        var appends = _cluster.Log.Appends;
        var once = _cluster.Note(1, "Once.");
        var (one, two) = (await _cluster.CommitOfAsync(1, once), await _cluster.CommitOfAsync(2, _cluster.Note(2, "Elsewhere.", id: once.CommandId), _cluster.Note(2, "Innocent.")));
        var hold = _cluster.Log.HoldNext();
        var first = _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0));
        await hold.Reached;
        // Reads are answered between writes, behind those that wait: each waits before the next comes.
        var done = _cluster.DocumentGrain.CommitAsync(one);
        await _cluster.DocumentGrain.OpenContextAsync();
        var twin = _cluster.DocumentGrain.CommitAsync(two);
        await _cluster.DocumentGrain.OpenContextAsync();
        var third = _cluster.DocumentGrain.ExecuteAsync(once with { Targets = [] });
        await _cluster.DocumentGrain.OpenContextAsync();
        hold.Release();
        await first;

        Assert.Equal("Once.", (await _cluster.StateAsync()).Find((await done).Replies[0].Demand().Id!)!.Body!.Text);
        Assert.Equal("command-reused", (await twin).Replies[0].Code);
        Assert.Equal("Innocent.", (await _cluster.StateAsync()).Find((await twin).Replies[1].Demand().Id!)!.Body!.Text);
        Assert.Equal((await done).Replies[0], await third);
        // The held one, what could be written together, and the rest: they did wait together.
        Assert.Equal(3, _cluster.Log.Appends - appends);
    }

    [Fact]
    public async Task What_was_published_is_what_the_log_holds()
    {
        var recorder = new DocumentRecorder();
        var observer = _cluster.Grains.CreateObjectReference<Contracts.Documents.IDocumentObserver>(recorder);
        var before = (await _cluster.DocumentGrain.ObserveAsync(observer))!.Header.Seq;

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _cluster.ClauseGrain(i % 3).ExecuteAsync(_cluster.Note(i % 3))));

        var published = await recorder.UntilAsync(before + 1, before + 40);
        var logged = await _cluster.DocumentGrain.ReadAsync(before, 100);
        Assert.Equal(logged.Select(e => (e.Seq, e.Hash, e.Kind)), published.Select(e => (e.Seq, e.Hash, e.Kind)));
    }
}
