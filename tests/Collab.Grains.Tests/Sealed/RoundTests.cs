using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;
using Collab.Storage;

namespace Collab.Grains.Tests.Sealed;

/// <summary>A blind round: what is kept, and how it comes out.</summary>
public sealed class RoundTests : IAsyncLifetime
{
    private Cluster _cluster = null!;
    private Round _round = null!;

    private ISealedGrain Log => _cluster.Grains.GetGrain<ISealedGrain>(SealedKey.RoundOf(_cluster.Document, _round.Id));

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        _round = await OpenAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Where_a_round_is_open_the_document_takes_no_note_a_moderators_neither()
    {
        Assert.Equal("sealed", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);
        Assert.Equal("sealed", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: _cluster.Owner) with { IsNew = true })).Code);
        Assert.Equal("empty-text", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, ""))).Code);
        Assert.Equal("in-round", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: _cluster.Owner) with { Pin = true })).Code);
        Assert.Equal("in-round", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0) with { ApprovedBy = _cluster.Owner })).Code);
        Assert.Equal("in-round", (await _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0) with { Targets = [new(_cluster.Clauses[0]), new(_cluster.Clauses[1])] })).Code);
        var elsewhere = (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1))).Demand().Id!;
        Assert.Equal("in-round", (await _cluster.ClauseGrain(1).ExecuteAsync(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = elsewhere, Version = 1, Targets = [new(_cluster.Clauses[0])] })).Code);
        Assert.Equal("in-round", (await Log.ExecuteAsync(_cluster.Note(1))).Code);
        Assert.Equal("already", (await _cluster.DocumentGrain.ExecuteAsync(new OpenRound { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Clause = _cluster.Clauses[0] })).Code);
    }

    [Fact]
    public async Task A_note_is_its_authors_alone_until_the_reveal_and_changed_until_then()
    {
        var note = await WriteAsync(_cluster.Note(0, "First thought."));
        var deleted = await WriteAsync(_cluster.Note(0, "Never mind."));
        foreach (var command in new AnnotationCommand[] { Edit(note, _cluster.Owner), new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note }, new ApproveNote { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note } })
            Assert.Equal("not-found", (await Log.ExecuteAsync(command)).Code);
        Assert.Equal("in-round", (await Log.ExecuteAsync(Edit(note) with { Targets = [new(_cluster.Clauses[1])] })).Code);
        (await Log.ExecuteAsync(Edit(note))).Demand();
        (await Log.ExecuteAsync(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = deleted })).Demand();
        (await RevealAsync()).Demand();
        var revealed = Assert.Single((await _cluster.StateAsync()).Annotations);
        Assert.Equal(("Second thought.", 1, _cluster.Annotator), (revealed.Body!.Text, revealed.Version, revealed.Creator));
        Assert.Equal("already", (await Log.ExecuteAsync(Edit(note))).Code);
        Assert.Equal("already", (await Log.ExecuteAsync(_cluster.Note(0))).Code);
    }

    [Fact]
    public async Task A_reveal_is_one_append_that_tells_no_order_and_no_time()
    {
        var words = Enumerable.Range(0, 40).Select(i => $"Note {i}").ToList();
        foreach (var text in words)
        {
            _cluster.Time.Advance(TimeSpan.FromSeconds(7));
            await WriteAsync(_cluster.Note(0, text));
        }

        _cluster.Time.Advance(TimeSpan.FromMinutes(1));
        var (before, appends) = ((await _cluster.StateAsync()).Header, _cluster.Log.Appends);
        (await RevealAsync()).Demand();

        // One to the round's log, one to the document's.
        Assert.Equal(2, _cluster.Log.Appends - appends);
        var events = (await _cluster.Log.ReadAsync(_cluster.Document, before.Seq, 1000)).Select(EventCodec.Read).ToList();
        Assert.IsType<RoundRevealed>(events[0].Data);
        Assert.All(events.Skip(1), e => Assert.Equal(_round.Id, Assert.IsType<AnnotationAdded>(e.Data).Round));
        Assert.Single(events.Select(e => e.At).Distinct());
        var shown = events.Skip(1).Select(e => e.Words!.Body!).ToList();
        Assert.Equal(words.Order(), shown.Order());
        // That chance gives the order of writing is one in 40!.
        Assert.NotEqual(words, shown);
        Assert.NotEqual(words, shown.AsEnumerable().Reverse());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public async Task A_reveal_that_was_cut_short_goes_on_and_each_note_is_there_once(int writes, bool lost)
    {
        var other = await _cluster.JoinAsync("Mei", Role.Annotator);
        await WriteAsync(_cluster.Note(0, "One."));
        await WriteAsync(_cluster.Note(0, "Two.", other));
        var command = new RevealRound { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Clause = _cluster.Clauses[0], Request = "reveal" };
        if (writes == 1)
            (await Log.ExecuteAsync(new EndRound { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Demand();
        if (lost)
            _cluster.Log.FailAfterWrite();
        else
            _cluster.Log.FailBeforeWrite();
        var cut = await _cluster.DocumentGrain.ExecuteAsync(command);
        Assert.NotNull(cut.Code);
        _cluster.Time.Advance(TimeSpan.FromMinutes(1));
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        await _cluster.ForgetAsync(Log);

        var outcome = await UntilDoneAsync(command);
        Assert.Equal(outcome, (await _cluster.DocumentGrain.ExecuteAsync(command)).Demand());
        var state = await _cluster.StateAsync();
        Assert.Equal(["One.", "Two."], state.Annotations.Select(note => note.Body!.Text).Order());
        Assert.Equal(RoundState.Revealed, Assert.Single(state.Header.Rounds).State);
    }

    [Fact]
    public async Task Between_the_two_writes_no_note_is_taken_and_the_round_is_cancelled_as_well_as_revealed()
    {
        var note = await WriteAsync(_cluster.Note(0));
        (await Log.ExecuteAsync(new EndRound { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Demand();
        Assert.Equal("in-round", (await Log.ExecuteAsync(_cluster.Note(0))).Code);
        Assert.Equal("in-round", (await Log.ExecuteAsync(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = note })).Code);
        (await CancelAsync()).Demand();
        var state = await _cluster.StateAsync();
        Assert.Empty(state.Annotations);
        Assert.Equal(RoundState.Cancelled, Assert.Single(state.Header.Rounds).State);
        Assert.Equal("already", (await RevealAsync()).Code);
        Assert.Equal("already", (await Log.ExecuteAsync(Edit(note))).Code);
        Assert.Equal("not-found", (await Log.ExecuteAsync(new ApproveNote { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note })).Code);
        (await Log.ExecuteAsync(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = note })).Demand();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task M261_a_round_whose_notes_are_damaged_is_not_revealed_in_part_and_cancelled_it_leaves_its_point_open(bool whileOpen)
    {
        await WriteAsync(_cluster.Note(0, "Whole."));
        await WriteAsync(_cluster.Note(0, "Hurt."));
        _cluster.Log.Damage = (SealedKey.RoundOf(_cluster.Document, _round.Id), 2);
        if (whileOpen)
            _cluster.Log.FailBeforeWrite(error: new DamagedStreamException("", 2));
        else
            await _cluster.ForgetAsync(Log);

        var refused = await RevealAsync();
        Assert.Equal("damaged", refused.Code);
        Assert.Contains("cancel the round", refused.Detail, StringComparison.Ordinal);
        if (whileOpen)
            _cluster.Log.FailBeforeWrite(error: new DamagedStreamException("", 2));
        (await CancelAsync()).Demand();

        var state = await _cluster.StateAsync();
        Assert.Empty(state.Annotations);
        Assert.Equal(RoundState.Cancelled, Assert.Single(state.Header.Rounds).State);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, "After it.") with { IsNew = true })).Demand();
        Assert.Equal(whileOpen ? "already" : "damaged", (await Log.ExecuteAsync(_cluster.Note(0, "Too late."))).Code);
        (await _cluster.DocumentGrain.ExecuteAsync(new CloseDocument { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Demand();
    }

    [Fact]
    public async Task Two_who_reveal_at_once_reveal_once()
    {
        await WriteAsync(_cluster.Note(0));
        var moderator = await _cluster.JoinAsync("Mona", Role.Moderator);
        var replies = await Task.WhenAll(RevealAsync(), RevealAsync(moderator));
        Assert.Equal(["", "already"], replies.Select(reply => reply.Code ?? "").Order());
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task A_note_that_is_sent_again_is_answered_where_it_is()
    {
        var command = _cluster.Note(0);
        var note = await WriteAsync(command);
        Assert.Equal(note, (await Log.FindCommandAsync(command))!.Demand().Id);
        (await RevealAsync()).Demand();
        var there = Assert.Single((await _cluster.StateAsync()).Annotations);
        Assert.Equal(there.Id, (await _cluster.ClauseGrain(0).ExecuteAsync(command)).Demand().Id);
        // One that is new is asked for in the round's log first, and then it is an ordinary one.
        Assert.Equal("sealed", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0) with { IsNew = true })).Demand();
    }

    [Fact]
    public async Task A_note_is_new_only_where_each_round_of_its_point_was_asked_for_it()
    {
        await WriteAsync(_cluster.Note(0));
        (await CancelAsync()).Demand();
        Assert.Equal("sealed", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0) with { IsNew = true, RoundsAsked = 0 })).Code);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0) with { IsNew = true, RoundsAsked = 1 })).Demand();
        // Rounds of other points have nothing of it.
        (await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1) with { IsNew = true, RoundsAsked = 0 })).Demand();
    }

    [Fact]
    public async Task Who_was_muted_or_removed_meanwhile_is_revealed_and_whose_words_were_hidden_or_erased_is_not()
    {
        string[] who = [await _cluster.JoinAsync("Mei", Role.Annotator), await _cluster.JoinAsync("Ola", Role.Annotator), await _cluster.JoinAsync("Pia", Role.Annotator)];
        foreach (var member in who)
            await WriteAsync(_cluster.Note(0, $"By {member}.", member));
        await WriteAsync(_cluster.Note(0, "To be erased."));
        (await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, who[0])).Demand();
        (await _cluster.SeminarGrain.MuteAsync(_cluster.Owner, who[1], null, null)).Demand();
        // In this order: what a round reads once the document has heard of it is without the words.
        (await Log.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        (await _cluster.SeminarGrain.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        (await RevealAsync()).Demand();
        Assert.Equal(who.Order(), (await _cluster.StateAsync()).Annotations.Select(note => note.Creator).Order());
    }

    [Fact]
    public async Task Whose_words_were_erased_and_who_writes_again_is_revealed()
    {
        await WriteAsync(_cluster.Note(0, "To be erased."));
        (await Log.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        (await _cluster.SeminarGrain.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        await WriteAsync(_cluster.Note(0, "Written since."));
        (await RevealAsync()).Demand();
        Assert.Equal("Written since.", Assert.Single((await _cluster.StateAsync()).Annotations).Body!.Text);
    }

    [Fact]
    public async Task Where_somebody_is_erased_while_it_is_revealed_nothing_is_that_was_read_before()
    {
        await WriteAsync(_cluster.Note(0, "To be erased."));
        // It has looked, and ends its log.
        var hold = _cluster.Log.HoldNext();
        var revealed = RevealAsync();
        await hold.Reached;
        (await _cluster.SeminarGrain.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        hold.Release();
        Assert.Equal("stale", (await revealed).Code);
        Assert.Empty((await _cluster.StateAsync()).Annotations);
        (await Log.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        (await RevealAsync()).Demand();
        Assert.Empty((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task What_is_erased_again_though_nothing_came_since_is_written_once()
    {
        await WriteAsync(_cluster.Note(0, "To be erased."));
        (await Log.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        var seq = (await Log.OpenAsync()).Seq;
        (await Log.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        Assert.Equal(seq, (await Log.OpenAsync()).Seq);
        await WriteAsync(_cluster.Note(0, "Written since."));
        (await Log.EraseAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        Assert.All((await Log.OpenAsync()).Notes.Annotations.Values, note => Assert.True(note.IsGone));
    }

    [Fact]
    public async Task A_document_is_not_closed_over_a_round_and_at_a_locked_point_it_is_revealed()
    {
        await WriteAsync(_cluster.Note(0));
        Assert.Equal("in-round", (await _cluster.DocumentGrain.ExecuteAsync(new CloseDocument { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Code);
        (await _cluster.ClauseGrain(0).ExecuteAsync(new LockClause { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Clause = _cluster.Clauses[0] })).Demand();
        (await RevealAsync()).Demand();
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    private async Task<Round> OpenAsync()
    {
        (await _cluster.DocumentGrain.ExecuteAsync(new OpenRound { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Clause = _cluster.Clauses[0] })).Demand();
        return (await _cluster.StateAsync()).Header.Rounds[^1];
    }

    private async Task<string> WriteAsync(Command command)
    {
        var outcome = (await Log.ExecuteAsync(command)).Demand();
        Assert.Equal((0, null, "sealed"), (outcome.Seq, outcome.Number, outcome.State));
        return outcome.Id!;
    }

    private Task<Reply> RevealAsync(string? by = null) => _cluster.DocumentGrain.ExecuteAsync(new RevealRound { CommandId = Guid.NewGuid(), Actor = by ?? _cluster.Owner, Clause = _cluster.Clauses[0] });

    private Task<Reply> CancelAsync() => _cluster.DocumentGrain.ExecuteAsync(new CancelRound { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Clause = _cluster.Clauses[0] });

    private EditAnnotation Edit(string note, string? by = null) => new() { CommandId = Guid.NewGuid(), Actor = by ?? _cluster.Annotator, Annotation = note, Version = 1, Text = "Second thought." };

    /// <summary>As a moderator's browser does: the same again while storage is not there.</summary>
    private async Task<CommandOutcome> UntilDoneAsync(Command command)
    {
        while (true)
        {
            var reply = await _cluster.DocumentGrain.ExecuteAsync(command);
            if (reply.Code is not ("unavailable" or "outcome-unknown"))
                return reply.Demand();
            _cluster.Time.Advance(TimeSpan.FromSeconds(5));
        }
    }
}
