using System.Text;
using Collab.Contracts.Sealed;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Grains.Tests.Sealed;

public sealed class SealedGrainTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    private ISealedGrain Waiting => _cluster.Grains.GetGrain<ISealedGrain>(Stream);

    private string Stream => $"{_cluster.Document}/waiting";

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_sealed_note_leaves_no_trace_in_the_document_and_its_answer_tells_nothing_of_others()
    {
        var before = (await _cluster.StateAsync()).Header;
        await Waiting.ExecuteAsync(_cluster.Note(0, "First.", by: _cluster.Owner));

        var outcome = (await Waiting.ExecuteAsync(_cluster.Note(0, "Not yet."))).Demand();

        var after = (await _cluster.StateAsync()).Header;
        Assert.Equal((before.Seq, before.LastNumber), (after.Seq, after.LastNumber));
        Assert.Equal((0, null), (outcome.Seq, outcome.Number));
        Assert.StartsWith("s-waiting.", outcome.Id, StringComparison.Ordinal);
        var note = (await Waiting.OpenAsync()).Notes.Find(outcome.Id!)!;
        Assert.Equal(("Not yet.", _cluster.Annotator, 0), (note.Body!.Text, note.Creator, note.Number));
    }

    [Fact]
    public async Task It_is_there_once_however_often_the_command_comes_and_after_a_restart()
    {
        var command = _cluster.Note(0, "Not yet.");
        var first = (await Waiting.ExecuteAsync(command)).Demand();
        Assert.Equal(first, (await Waiting.ExecuteAsync(command)).Demand());
        await _cluster.ForgetAsync(Waiting);
        Assert.Equal(first, (await Waiting.ExecuteAsync(command)).Demand());
        Assert.Single((await Waiting.OpenAsync()).Notes.Annotations);
    }

    [Fact]
    public async Task Its_author_edits_and_deletes_it_and_nobody_else_does()
    {
        var note = (await Waiting.ExecuteAsync(_cluster.Note(0, "One."))).Demand().Id!;
        Assert.Equal("forbidden", (await Waiting.ExecuteAsync(Edit(note, _cluster.Owner, 1))).Code);
        Assert.Equal("forbidden", (await Waiting.ExecuteAsync(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note })).Code);
        (await Waiting.ExecuteAsync(Edit(note, _cluster.Annotator, 1))).Demand();
        Assert.Equal("stale", (await Waiting.ExecuteAsync(Edit(note, _cluster.Annotator, 1))).Code);
        Assert.Equal("Another wording.", (await Waiting.OpenAsync()).Notes.Find(note)!.Body!.Text);
        (await Waiting.ExecuteAsync(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = note })).Demand();
        Assert.Equal(AnnotationState.Deleted, (await Waiting.OpenAsync()).Notes.Find(note)!.State);
    }

    [Fact]
    public async Task Whoever_may_not_annotate_there_now_writes_nothing()
    {
        var reader = await _cluster.JoinAsync("Rui", Role.Reader);
        Assert.Equal("forbidden", (await Waiting.ExecuteAsync(_cluster.Note(0, by: reader))).Code);
        Assert.Equal("not-found", (await Waiting.ExecuteAsync(_cluster.Note(0, by: "nobody"))).Code);
        Assert.Equal("bad-request", (await Waiting.ExecuteAsync(new CloseDocument { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Code);
        Assert.Equal("not-found", (await _cluster.Grains.GetGrain<ISealedGrain>("no-document/waiting").ExecuteAsync(_cluster.Note(0))).Code);

        (await _cluster.DocumentGrain.ExecuteAsync(new CloseDocument { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Demand();
        Assert.Equal("closed", (await Waiting.ExecuteAsync(_cluster.Note(0))).Code);
        Assert.Empty((await Waiting.OpenAsync()).Notes.Annotations);
    }

    [Fact]
    public async Task What_a_member_wrote_can_be_erased_and_the_others_notes_stay()
    {
        Assert.Equal(0, (await Waiting.EraseAsync("server", _cluster.Annotator)).Demand().Seq);
        var gone = (await Waiting.ExecuteAsync(_cluster.Note(0, "unspeakable"))).Demand().Id!;
        var kept = (await Waiting.ExecuteAsync(_cluster.Note(0, "a thought", by: _cluster.Owner))).Demand().Id!;
        Assert.True(await HoldsAsync("unspeakable"));

        (await Waiting.EraseAsync("server", _cluster.Annotator)).Demand();

        Assert.False(await HoldsAsync("unspeakable"));
        Assert.True(await HoldsAsync("a thought"));
        var notes = (await Waiting.OpenAsync()).Notes;
        Assert.Equal((AnnotationState.Erased, null, "a thought"), (notes.Find(gone)!.State, notes.Find(gone)!.Body, notes.Find(kept)!.Body!.Text));
        var log = await _cluster.Log.ReadAsync(Stream, 0, 100);
        Assert.Null(EventChain.Verify(Stream, EventChain.Genesis(Stream), log));
    }

    [Fact]
    public async Task An_observer_is_told_of_each()
    {
        var recorder = new DocumentRecorder();
        var state = await Waiting.ObserveAsync(_cluster.Grains.CreateObjectReference<Collab.Contracts.Documents.IDocumentObserver>(recorder));
        Assert.Equal(0, state.Seq);
        await Waiting.ExecuteAsync(_cluster.Note(0, "Not yet."));
        await recorder.UntilAsync(1, 1);
        Assert.Equal("AnnotationAdded", Assert.Single(await Waiting.ReadAsync(0, 10)).Kind);
    }

    private static EditAnnotation Edit(string note, string by, int version) =>
        new() { CommandId = Guid.NewGuid(), Actor = by, Annotation = note, Version = version, Text = "Another wording." };

    private async Task<bool> HoldsAsync(string word) =>
        (await _cluster.Log.ReadAsync(Stream, 0, 100)).Any(e => e.Payload is { } payload && Encoding.UTF8.GetString(payload.Span).Contains(word, StringComparison.Ordinal));
}
