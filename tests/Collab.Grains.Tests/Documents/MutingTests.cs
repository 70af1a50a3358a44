using Collab.Contracts.Notebooks;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Seminars;

namespace Collab.Grains.Tests.Documents;

/// <summary>A mute is told to the documents, and stands in their logs before anything that is decided after it.</summary>
public sealed class MutingTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task It_holds_for_the_next_command_of_clauses_that_are_awake_and_ends_by_the_clock()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        (await _cluster.SeminarGrain.MuteAsync(_cluster.Owner, _cluster.Annotator, _cluster.Time.GetUtcNow().AddMinutes(5), "Shouting.")).Demand();
        var head = (await _cluster.StateAsync()).Header;
        Assert.Equal("Shouting.", head.Members[_cluster.Annotator].Mute!.Reason);
        Assert.IsType<MemberMuted>((await _cluster.DocumentGrain.ReadAsync(head.Seq - 1, 1))[0].Data);
        foreach (var clause in new[] { 0, 1 })
            Assert.Equal("muted", (await _cluster.ClauseGrain(clause).ExecuteAsync(_cluster.Note(clause))).Code);
        Assert.Equal("muted", (await _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0) with { Targets = [] })).Code);
        (await Notebook.ExecuteAsync(_cluster.Note(0))).Demand();
        _cluster.Time.Advance(TimeSpan.FromMinutes(5));
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        (await _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0) with { Targets = [] })).Demand();
    }

    [Fact]
    public async Task What_was_decided_before_it_and_is_committed_after_it_is_decided_again()
    {
        var commit = await _cluster.CommitOfAsync(0, _cluster.Note(0));
        (await _cluster.SeminarGrain.MuteAsync(_cluster.Owner, _cluster.Annotator, null, null)).Demand();
        Assert.True((await _cluster.DocumentGrain.CommitAsync(commit)).Stale);
    }

    [Fact]
    public async Task A_document_that_slept_knows_it_when_it_wakes()
    {
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        (await _cluster.SeminarGrain.MuteAsync(_cluster.Owner, _cluster.Annotator, null, null)).Demand();
        Assert.Equal("muted", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);
        (await _cluster.SeminarGrain.UnmuteAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
    }

    [Fact]
    public async Task What_is_hidden_together_is_hidden_for_clauses_that_are_awake()
    {
        var note = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand().Id!;
        (await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, _cluster.Annotator, new HiddenNotes("Spam."))).Demand();
        Assert.Equal("already", (await _cluster.ClauseGrain(0).ExecuteAsync(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note })).Code);
        (await _cluster.SeminarGrain.RestoreMemberAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        Assert.Equal("already", (await _cluster.ClauseGrain(0).ExecuteAsync(new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note })).Code);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
    }

    private INotebookGrain Notebook => _cluster.Grains.GetGrain<INotebookGrain>($"{_cluster.Document}/{_cluster.Annotator}");
}
