using Collab.Contracts.Notebooks;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;

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
}
