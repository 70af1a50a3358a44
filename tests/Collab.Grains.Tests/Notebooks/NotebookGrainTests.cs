using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Storage;

namespace Collab.Grains.Tests.Notebooks;

public sealed class NotebookGrainTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_private_note_leaves_no_trace_in_the_document()
    {
        var before = (await _cluster.StateAsync()).Header;
        var notebook = _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/{_cluster.Annotator}");

        var outcome = (await notebook.ExecuteAsync(_cluster.Note(0, "Only mine."))).Demand();

        var after = (await _cluster.StateAsync()).Header;
        Assert.Equal((before.Seq, before.LastNumber), (after.Seq, after.LastNumber));
        Assert.True(AnnotationId.IsPrivate(outcome.Id!));
        Assert.Equal("Only mine.", (await notebook.OpenAsync()).Notes.Find(outcome.Id!)!.Body!.Text);
    }

    [Fact]
    public async Task A_reader_may_write_edit_and_delete_private_notes()
    {
        var reader = await _cluster.JoinAsync("Rui", Role.Reader);
        var notebook = _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/{reader}");
        var added = (await notebook.ExecuteAsync(_cluster.Note(0, "One.", by: reader))).Demand();

        (await notebook.ExecuteAsync(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = reader, Annotation = added.Id!, Version = 1, Text = "Two." })).Demand();
        Assert.Equal("Two.", (await notebook.OpenAsync()).Notes.Find(added.Id!)!.Body!.Text);

        (await notebook.ExecuteAsync(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = reader, Annotation = added.Id! })).Demand();
        Assert.Equal(AnnotationState.Deleted, (await notebook.OpenAsync()).Notes.Find(added.Id!)!.State);
    }

    [Fact]
    public async Task An_outsider_has_no_notebook()
    {
        var notebook = _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/nobody");

        Assert.Equal("not-found", (await notebook.ExecuteAsync(_cluster.Note(0, by: "nobody"))).Code);
    }

    [Fact]
    public async Task M259_a_renewal_asks_no_storage_and_says_whether_the_observer_was_known()
    {
        var notebook = _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/{_cluster.Annotator}");
        var recorder = new DocumentRecorder();
        var observer = _cluster.Grains.CreateObjectReference<IDocumentObserver>(recorder);
        await notebook.ObserveAsync(observer);
        _cluster.Log.Down = new StorageUnavailableException("on purpose");

        Assert.True(await notebook.RenewAsync(observer));

        _cluster.Log.Down = null;
        await _cluster.ForgetAsync(notebook);
        Assert.False(await notebook.RenewAsync(observer));
        Assert.True(await notebook.RenewAsync(observer));
        (await notebook.ExecuteAsync(_cluster.Note(0, "Only mine."))).Demand();
        Assert.Equal("Only mine.", (await recorder.UntilAsync(1, 1))[0].Words!.Body);
    }

    [Fact]
    public async Task A_damaged_notebook_is_read_up_to_the_damage()
    {
        var notebook = _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/{_cluster.Annotator}");
        (await notebook.ExecuteAsync(_cluster.Note(0, "Whole."))).Demand();
        (await notebook.ExecuteAsync(_cluster.Note(0, "Hurt."))).Demand();
        _cluster.Log.Damage = ($"{_cluster.Document}/{_cluster.Annotator}", 2);

        Assert.Equal("Whole.", Assert.Single(await notebook.ReadAsync(0, 10)).Words!.Body);
    }
}
