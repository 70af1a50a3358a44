using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;

namespace Collab.Grains.Tests.Clauses;

public sealed class ClauseGrainTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_note_gets_an_id_that_names_its_clause_and_the_next_number_and_seq()
    {
        var before = (await _cluster.StateAsync()).Header;

        var outcome = (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1))).Demand();

        Assert.Equal(_cluster.Clauses[1], AnnotationId.HomeOf(outcome.Id!));
        Assert.Equal(before.LastNumber + 1, outcome.Number);
        Assert.Equal(before.Seq + 1, outcome.Seq);
        Assert.Equal("A note.", (await _cluster.StateAsync()).Find(outcome.Id!)!.Body!.Text);
    }

    [Fact]
    public async Task A_retry_gets_the_same_answer_and_adds_nothing()
    {
        var note = _cluster.Note(0);
        var first = (await _cluster.ClauseGrain(0).ExecuteAsync(note)).Demand();

        var again = (await _cluster.ClauseGrain(0).ExecuteAsync(note)).Demand();

        Assert.Equal(first, again);
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task A_retry_after_everything_was_forgotten_gets_the_same_answer()
    {
        var note = _cluster.Note(0);
        var first = (await _cluster.ClauseGrain(0).ExecuteAsync(note)).Demand();
        await _cluster.ForgetAsync(_cluster.ClauseGrain(0));
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        var again = (await _cluster.ClauseGrain(0).ExecuteAsync(note)).Demand();

        Assert.Equal(first, again);
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task A_retry_of_a_deletion_is_answered_as_the_deletion_was()
    {
        var added = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        var delete = new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = added.Id!, Request = "delete" };
        var first = (await _cluster.ClauseGrain(0).ExecuteAsync(delete)).Demand();
        await _cluster.ForgetAsync(_cluster.ClauseGrain(0));
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        Assert.Equal(first.Seq, (await _cluster.ClauseGrain(0).ExecuteAsync(delete)).Demand().Seq);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused()
    {
        var id = Guid.NewGuid();
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "One.", id: id))).Demand();

        var other = await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "Two.", id: id));
        var elsewhere = await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, "Two.", id: id));

        Assert.Equal("command-reused", other.Code);
        Assert.Equal("command-reused", elsewhere.Code);
    }

    [Fact]
    public async Task A_command_that_is_refused_within_a_commit_fails_none_of_the_others_in_it()
    {
        var id = Guid.NewGuid();
        (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, "One.", id: id))).Demand();

        var reply = await _cluster.DocumentGrain.CommitAsync(await _cluster.CommitOfAsync(0, _cluster.Note(0, "Two.", id: id), _cluster.Note(0, "Three.")));

        Assert.Null(reply.Failure);
        Assert.Equal("command-reused", reply.Replies[0].Code);
        Assert.Equal("Three.", (await _cluster.StateAsync()).Find(reply.Replies[1].Demand().Id!)!.Body!.Text);
    }

    [Fact]
    public async Task What_a_clause_decided_before_it_knew_its_own_last_write_is_not_written()
    {
        var late = await _cluster.CommitOfAsync(0, _cluster.Note(0, "Too late."));
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();

        var reply = await _cluster.DocumentGrain.CommitAsync(late);

        Assert.True(reply.Stale);
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task The_same_command_many_times_at_once_is_done_once()
    {
        var note = _cluster.Note(0);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _cluster.ClauseGrain(0).ExecuteAsync(note)));

        Assert.Single(replies.Select(r => r.Demand()).Distinct());
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task Many_writers_on_all_clauses_get_consecutive_seqs()
    {
        var before = (await _cluster.StateAsync()).Header.Seq;

        var replies = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => _cluster.ClauseGrain(i % 3).ExecuteAsync(_cluster.Note(i % 3, $"Note {i}."))));

        Assert.Equal(Enumerable.Range(1, 300).Select(i => before + i), replies.Select(r => r.Demand().Seq).Order());
        Assert.Equal(Enumerable.Range(1, 300), replies.Select(r => r.Demand().Number!.Value).Order());
    }

    [Fact]
    public async Task A_clause_that_decided_on_an_open_document_is_refused_once_it_is_closed()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        (await _cluster.DocumentGrain.ExecuteAsync(new CloseDocument { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Demand();

        Assert.Equal("closed", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);

        (await _cluster.DocumentGrain.ExecuteAsync(new ReopenDocument { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
    }

    [Fact]
    public async Task A_demotion_holds_at_the_first_call_after_it_was_acknowledged()
    {
        var moderator = await _cluster.JoinAsync("Mina", Role.Moderator);
        var added = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        PlacePin Pin() => new() { CommandId = Guid.NewGuid(), Actor = moderator, Annotation = added.Id!, Clause = _cluster.Clauses[0] };
        (await _cluster.ClauseGrain(0).ExecuteAsync(Pin())).Demand();

        (await _cluster.SeminarGrain.ChangeRoleAsync(_cluster.Owner, moderator, Role.Annotator)).Demand();

        Assert.Equal("forbidden", (await _cluster.ClauseGrain(0).ExecuteAsync(Pin())).Code);
    }

    [Fact]
    public async Task Somebody_who_has_just_joined_can_write_at_once_where_the_clause_was_awake()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        var late = await _cluster.JoinAsync("Lea", Role.Annotator);

        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: late))).Demand();
    }

    [Fact]
    public async Task A_note_on_two_points_is_pinned_by_the_document_and_the_clause_knows()
    {
        var both = new AddAnnotation
        {
            CommandId = Guid.NewGuid(),
            Actor = _cluster.Owner,
            Text = "Compare.",
            Targets = [new(_cluster.Clauses[0]), new(_cluster.Clauses[1])],
        };
        var added = (await _cluster.DocumentGrain.ExecuteAsync(both)).Demand();
        var own = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        PlacePin Pin(string annotation) => new() { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = annotation, Clause = _cluster.Clauses[0] };

        (await _cluster.DocumentGrain.ExecuteAsync(Pin(added.Id!))).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(Pin(own.Id!) with { Order = 0 })).Demand();

        Assert.Equal([own.Id!, added.Id!], (await _cluster.StateAsync()).At(_cluster.Clauses[0]).Pins.Select(p => p.Annotation));
    }

    [Fact]
    public async Task A_point_that_does_not_exist_is_not_found()
    {
        var grain = _cluster.Grains.GetGrain<Contracts.Clauses.IClauseGrain>($"{_cluster.Document}/{Domain.Identifier.New()}");

        Assert.Equal("not-found", (await grain.ExecuteAsync(_cluster.Note(0))).Code);
    }
}
