using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Storage;

namespace Collab.Grains.Tests.Documents;

/// <summary>What happens to members while a document cannot write it down.</summary>
public sealed class MembershipTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_removal_that_cannot_be_written_counts_at_once_and_is_written_before_anything_else()
    {
        var member = await _cluster.JoinAsync("Noor", Role.Annotator);
        var head = (await _cluster.StateAsync()).Header.Seq;

        await RemoveWhileTheDocumentCannotWriteAsync(member);

        Assert.Equal(head, (await _cluster.StateAsync()).Header.Seq);
        Assert.True((await _cluster.StateAsync()).Header.Members[member].Removed);
        _cluster.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("not-found", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: member))).Code);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        var events = await _cluster.DocumentGrain.ReadAsync(head, 10);
        Assert.Equal(["MemberRemoved", "AnnotationAdded"], events.Select(e => e.Kind));
    }

    [Fact]
    public async Task A_document_can_be_read_that_wakes_while_storage_refuses()
    {
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        var member = await _cluster.JoinAsync("Lea", Role.Reader);
        _cluster.Log.FailBeforeWrite(1000);

        var state = await _cluster.StateAsync();

        Assert.Equal("Lea", state.Header.Members[member].Name);
        Assert.Equal("unavailable", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_reaches_the_documents_when_it_is_asked_for_again()
    {
        var member = await _cluster.JoinAsync("Noor", Role.Annotator);
        _cluster.Log.FailAfterWrite();

        Assert.Equal("outcome-unknown", (await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, member)).Code);
        (await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, member)).Demand();

        var head = (await _cluster.StateAsync()).Header;
        Assert.True(head.Members[member].Removed);
        Assert.IsType<MemberRemoved>((await _cluster.DocumentGrain.ReadAsync(head.Seq - 1, 1))[0].Data);
    }

    [Fact]
    public async Task A_removal_that_could_not_be_written_is_written_by_itself_when_storage_is_back()
    {
        var member = await _cluster.JoinAsync("Noor", Role.Annotator);
        var head = (await _cluster.StateAsync()).Header.Seq;

        await RemoveWhileTheDocumentCannotWriteAsync(member);
        _cluster.Time.Advance(TimeSpan.FromSeconds(1));

        // Nobody writes or asks meanwhile.
        await WrittenAsync(head);
    }

    [Fact]
    public async Task A_document_that_did_not_answer_is_told_again_by_itself()
    {
        var member = await _cluster.JoinAsync("Noor", Role.Annotator);
        var head = (await _cluster.StateAsync()).Header.Seq;
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        await _cluster.ForgetAsync(_cluster.SeminarGrain);
        await _cluster.SeminarGrain.OpenAsync();
        var hold = _cluster.Log.HoldNext();
        var removal = _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, member);
        await hold.Reached;
        _cluster.Log.Down = new StorageUnavailableException("The log is down on purpose.");
        hold.Release();
        Assert.Equal("outcome-unknown", (await removal).Code);

        _cluster.Log.Down = null;

        await WrittenAsync(head);
    }

    [Fact]
    public async Task An_event_whose_answer_was_lost_is_published_when_it_is_found()
    {
        var recorder = new DocumentRecorder();
        var before = (await _cluster.DocumentGrain.ObserveAsync(_cluster.Grains.CreateObjectReference<Contracts.Documents.IDocumentObserver>(recorder)))!.Header.Seq;
        var note = _cluster.Note(0, "Perhaps.");
        _cluster.Log.FailAfterWrite();
        Assert.Equal("outcome-unknown", (await _cluster.ClauseGrain(0).ExecuteAsync(note)).Code);

        (await _cluster.ClauseGrain(0).ExecuteAsync(note)).Demand();

        Assert.Equal("Perhaps.", (await recorder.UntilAsync(before + 1, before + 1))[0].Words!.Body);
    }

    [Fact]
    public async Task A_damaged_document_is_read_up_to_the_damage_and_hurts_no_other_and_no_member()
    {
        var whole = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "Whole."))).Demand();
        var hurt = (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, "Hurt."))).Demand();
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        await _cluster.ForgetAsync(_cluster.SeminarGrain);
        _cluster.Log.Damage = (_cluster.Document, hurt.Seq);

        var member = await _cluster.JoinAsync("Noor", Role.Annotator);
        var state = await _cluster.StateAsync();
        var reply = await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: member));

        Assert.Equal(whole.Seq, state.Header.Seq);
        Assert.Equal("Noor", state.Header.Members[member].Name);
        Assert.Equal("Whole.", Assert.Single(state.Annotations).Body!.Text);
        Assert.Equal("damaged", reply.Code);
        Assert.Contains($"damaged at seq {hurt.Seq}", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(whole.Seq, (await _cluster.DocumentGrain.ReadAsync(0, 1000))[^1].Seq);
    }

    private async Task WrittenAsync(long head)
    {
        using var patience = new CancellationTokenSource(Cluster.Patience);
        while (!(await _cluster.Log.ReadAsync(_cluster.Document, head, 10)).Any(e => e.Kind == nameof(MemberRemoved)))
            patience.Token.ThrowIfCancellationRequested();
    }

    private async Task RemoveWhileTheDocumentCannotWriteAsync(string member)
    {
        // The first append is the seminar's, the second the document's.
        var hold = _cluster.Log.HoldNext();
        _cluster.Log.FailBeforeWrite();
        var removal = _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, member);
        await hold.Reached;
        hold.Release();
        (await removal).Demand();
    }
}
