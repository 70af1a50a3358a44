using System.Text;
using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Storage;

namespace Collab.Grains.Tests.Documents;

public sealed class ErasureTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Words_and_name_are_gone_from_the_logs_and_the_state_is_the_fold_of_what_is_left()
    {
        var note = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand();
        var answer = new AddReply { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note.Id!, Text = "an answer" };
        var reply = (await _cluster.ClauseGrain(0).ExecuteAsync(answer)).Demand();
        Assert.True(await HoldsAsync(_cluster.Document, "unspeakable"));
        Assert.True(await HoldsAsync(_cluster.Document, "Kofi"));
        Assert.True(await HoldsAsync(_cluster.Seminar, "Kofi"));

        await EraseAsync();

        Assert.False(await HoldsAsync(_cluster.Document, "unspeakable"));
        Assert.False(await HoldsAsync(_cluster.Document, "Kofi"));
        Assert.False(await HoldsAsync(_cluster.Seminar, "Kofi"));
        Assert.True(await HoldsAsync(_cluster.Document, "an answer"));
        var state = await _cluster.StateAsync();
        Assert.Equal((AnnotationState.Erased, null, Member.ErasedName), (state.Find(note.Id!)!.State, state.Find(note.Id!)!.Body, state.Header.Members[_cluster.Annotator].Name));
        Assert.Equal("an answer", state.Find(reply.Id!)!.Body!.Text);
        var log = await _cluster.Log.ReadAsync(_cluster.Document, 0, 100);
        Assert.Equal([.. Enumerable.Range(1, log.Count)], log.Select(e => (int)e.Seq));
        Assert.Null(EventChain.Verify(_cluster.Document, EventChain.Genesis(_cluster.Document), log));
        Assert.Equal(nameof(ContentErased), log[^1].Kind);

        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        Assert.Equal(Snapshot(state), Snapshot(await _cluster.StateAsync()));
    }

    [Fact]
    public async Task A_command_whose_content_is_gone_is_answered_as_it_was()
    {
        var command = _cluster.Note(0, "unspeakable");
        var first = (await _cluster.ClauseGrain(0).ExecuteAsync(command)).Demand();
        await EraseAsync();
        await _cluster.ForgetAsync(_cluster.ClauseGrain(0));
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        var again = (await _cluster.ClauseGrain(0).ExecuteAsync(command)).Demand();

        Assert.Equal((first.Seq, first.Id, first.Number), (again.Seq, again.Id, again.Number));
        Assert.False(await HoldsAsync(_cluster.Document, "unspeakable"));
    }

    [Fact]
    public async Task An_erasure_that_was_cut_short_after_its_event_is_finished_at_the_next_load()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand();
        _cluster.Log.CannotErase = new StorageUnavailableException("It fails on purpose.");
        Assert.Equal("unavailable", (await _cluster.SeminarGrain.EraseAsync(_cluster.Annotator, _cluster.Annotator)).Code);
        Assert.Equal("unavailable", (await _cluster.DocumentGrain.EraseAsync()).Code);
        Assert.True(await HoldsAsync(_cluster.Document, "unspeakable"));
        Assert.Equal(nameof(ContentErased), (await _cluster.Log.ReadAsync(_cluster.Document, 0, 100))[^1].Kind);

        _cluster.Log.CannotErase = null;
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        await _cluster.ForgetAsync(_cluster.SeminarGrain);
        await _cluster.StateAsync();

        Assert.False(await HoldsAsync(_cluster.Document, "unspeakable"));
        Assert.False(await HoldsAsync(_cluster.Document, "Kofi"));
        await _cluster.SeminarGrain.OpenAsync();
        Assert.False(await HoldsAsync(_cluster.Seminar, "Kofi"));
    }

    [Fact]
    public async Task A_document_can_be_read_that_wakes_while_nothing_can_be_erased()
    {
        var note = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand();
        _cluster.Log.CannotErase = new StorageUnavailableException("It fails on purpose.");
        await _cluster.SeminarGrain.EraseAsync(_cluster.Annotator, _cluster.Annotator);
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        Assert.Equal(AnnotationState.Erased, (await _cluster.StateAsync()).Find(note.Id!)!.State);
    }

    [Fact]
    public async Task A_document_that_slept_erases_when_it_is_told_to()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand();
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        await EraseAsync();

        Assert.False(await HoldsAsync(_cluster.Document, "unspeakable"));
    }

    [Fact]
    public async Task A_document_that_comes_later_is_not_told_the_name()
    {
        await EraseAsync();
        var later = _cluster.Grains.GetGrain<IDocumentGrain>(Domain.Identifier.New());
        (await later.ImportAsync(new ImportDocument(Guid.NewGuid(), _cluster.Owner, _cluster.Seminar, "Later", Domain.Documents.DocumentMetadata.Empty, [new("1", Domain.Documents.ClauseKind.Point, 0, "Later.")]))).Demand();

        Assert.Contains(await later.ReadAsync(0, 100), e => e.Data is MemberJoined joined && joined.Member == _cluster.Annotator);
        Assert.False(await HoldsAsync(later.GetPrimaryKeyString(), "Kofi"));
        Assert.True(await HoldsAsync(later.GetPrimaryKeyString(), "Ada"));
    }

    [Fact]
    public async Task The_snapshot_goes_and_comes_again_without_the_words()
    {
        await Task.WhenAll(Enumerable.Range(0, 1500).Select(i => _cluster.ClauseGrain(i % 3).ExecuteAsync(_cluster.Note(i % 3, $"unspeakable {i}"))));
        while (await _cluster.Log.ReadSnapshotAsync(_cluster.Document) is null)
            (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        Assert.Contains("unspeakable", await SavedAsync(), StringComparison.Ordinal);

        // While the words are still in the log, nothing is saved that would hide it.
        _cluster.Log.CannotErase = new StorageUnavailableException("It fails on purpose.");
        await _cluster.SeminarGrain.EraseAsync(_cluster.Owner, _cluster.Annotator);
        await _cluster.DocumentGrain.EraseAsync();
        var head = (await _cluster.Log.ReadSnapshotAsync(_cluster.Document))!.Seq;
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(i => _cluster.ClauseGrain(i % 3).ExecuteAsync(_cluster.Note(i % 3, "later", by: _cluster.Owner))));
        Assert.Equal(head, (await _cluster.Log.ReadSnapshotAsync(_cluster.Document))!.Seq);

        _cluster.Log.CannotErase = null;
        (await _cluster.DocumentGrain.EraseAsync()).Demand();
        while (await _cluster.Log.ReadSnapshotAsync(_cluster.Document) is null)
            await Task.Yield();

        Assert.DoesNotContain("unspeakable", await SavedAsync(), StringComparison.Ordinal);
        Assert.False(await HoldsAsync(_cluster.Document, "unspeakable"));
        var state = Snapshot(await _cluster.StateAsync());
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        Assert.Equal(state, Snapshot(await _cluster.StateAsync()));
    }

    [Fact]
    public async Task A_notebook_is_erased_whole()
    {
        var notebook = _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/{_cluster.Annotator}");
        var note = (await notebook.ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand();

        (await notebook.EraseAsync(_cluster.Owner)).Demand();

        Assert.Equal((AnnotationState.Erased, null), ((await notebook.OpenAsync()).Notes.Find(note.Id!)!.State, (await notebook.OpenAsync()).Notes.Find(note.Id!)!.Body));
        Assert.False(await HoldsAsync(notebook.GetPrimaryKeyString(), "unspeakable"));
        (await _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/{_cluster.Owner}").EraseAsync(_cluster.Owner)).Demand();
        Assert.Null(await _cluster.Log.FindAsync($"{_cluster.Document}/{_cluster.Owner}"));
    }

    [Fact]
    public async Task Who_may_not_erase_erases_nothing()
    {
        var moderator = await _cluster.JoinAsync("Mo", Role.Moderator);
        Assert.Equal("forbidden", (await _cluster.SeminarGrain.EraseAsync(moderator, _cluster.Annotator)).Code);
        Assert.Equal("forbidden", (await _cluster.SeminarGrain.EraseAsync(_cluster.Annotator, _cluster.Owner)).Code);
        Assert.Equal("not-found", (await _cluster.SeminarGrain.EraseAsync(_cluster.Owner, "nobody")).Code);
        Assert.True(await HoldsAsync(_cluster.Seminar, "Kofi"));
    }

    [Fact]
    public async Task The_operator_erases_from_a_seminar_that_was_deleted()
    {
        (await _cluster.SeminarGrain.DeleteAsync(_cluster.Owner, "Monday seminar")).Demand();
        Assert.Equal("not-found", (await _cluster.SeminarGrain.EraseAsync(_cluster.Owner, _cluster.Annotator)).Code);
        (await _cluster.SeminarGrain.EraseAsync(null, _cluster.Annotator)).Demand();
        Assert.False(await HoldsAsync(_cluster.Seminar, "Kofi"));
    }

    private async Task EraseAsync()
    {
        (await _cluster.SeminarGrain.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        (await _cluster.DocumentGrain.EraseAsync()).Demand();
    }

    private async Task<bool> HoldsAsync(string stream, string words) =>
        (await _cluster.Log.ReadAsync(stream, 0, 10_000)).Any(e => Encoding.UTF8.GetString(e.Data.Span).Contains(words) || (e.Payload is { } payload && Encoding.UTF8.GetString(payload.Span).Contains(words)));

    private async Task<string> SavedAsync() => Encoding.UTF8.GetString((await _cluster.Log.ReadSnapshotAsync(_cluster.Document))!.Bytes.Span);

    private static string Snapshot(Domain.Documents.DocumentState state) => Encoding.UTF8.GetString(EventCodec.WriteSnapshot(state.ToSnapshot()));
}
