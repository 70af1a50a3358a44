using System.Text;
using Collab.Contracts;
using Collab.Contracts.Sealed;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Domain.Queue;

namespace Collab.Grains.Tests.Sealed;

/// <summary>What waits for approval, and what was flagged, in the document's sealed log.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    private ISealedGrain Queue => _cluster.Grains.GetGrain<ISealedGrain>(Stream);

    private string Stream => SealedKey.QueueOf(_cluster.Document);

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        (await SetAsync(true)).Demand();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Where_notes_wait_the_document_takes_none_but_moderators_and_says_so_last()
    {
        Assert.Equal("waiting", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);
        Assert.Equal("waiting", (await _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0) with { Targets = [] })).Code);
        Assert.Equal("empty-text", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, ""))).Code);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: _cluster.Owner))).Demand();
        (await SetAsync(false)).Demand();
        // It may wait already, under the same id: whoever sends it has to have looked.
        Assert.Equal("waiting", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Code);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0) with { IsNew = true })).Demand();
    }

    [Fact]
    public async Task What_is_approved_is_an_ordinary_note_by_its_author_at_a_new_seq()
    {
        var before = (await _cluster.StateAsync()).Header;
        var note = await WriteAsync(_cluster.Note(0, "May I?"));
        Assert.Equal((before.Seq, before.LastNumber), ((await _cluster.StateAsync()).Header.Seq, (await _cluster.StateAsync()).Header.LastNumber));

        var outcome = (await ApproveAsync(note)).Demand();

        var published = (await _cluster.StateAsync()).Find(outcome.Id!)!;
        Assert.Equal((before.Seq + 1, before.LastNumber + 1), (outcome.Seq, outcome.Number));
        Assert.Equal(("May I?", _cluster.Annotator, _cluster.Clauses[0]), (published.Body!.Text, published.Creator, published.Home));
        Assert.Equal((WaitingState.Approved, outcome.Id), (await StateOfAsync(note) is var state ? (state.State, state.Published) : default));
    }

    [Fact]
    public async Task The_same_approval_again_gets_the_same_answer_after_a_restart_too()
    {
        var note = await WriteAsync(_cluster.Note(0));
        var command = new ApproveNote { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note, Request = "approve" };
        var first = (await Queue.ExecuteAsync(command)).Demand();
        Assert.Equal(first, (await Queue.ExecuteAsync(command)).Demand());
        await _cluster.ForgetAsync(Queue);
        Assert.Equal(first, (await Queue.ExecuteAsync(command)).Demand());
        Assert.Equal("command-reused", (await Queue.ExecuteAsync(command with { Request = "another" })).Code);
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task M66_What_two_approve_at_once_is_there_once_and_one_is_told()
    {
        var note = await WriteAsync(_cluster.Note(0));
        var moderator = await _cluster.JoinAsync("Mona", Role.Moderator);
        var replies = await Task.WhenAll(ApproveAsync(note), ApproveAsync(note, moderator));
        Assert.Equal(["", "already"], replies.Select(reply => reply.Code ?? "").Order());
        Assert.Equal("already", (await ApproveAsync(note)).Code);
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task What_is_approved_rejected_and_removed_at_once_is_out_or_it_is_not()
    {
        for (var round = 0; round < 20; round++)
        {
            var note = await WriteAsync(_cluster.Note(0, $"Round {round}."));
            Func<Task<Reply>>[] acts = [() => RejectAsync(note), () => ApproveAsync(note), () => Queue.ExecuteAsync(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = note })];
            var replies = await Task.WhenAll(acts.Select(act => act()));
            Assert.True(replies[1].Outcome is null || (replies[0].Outcome is null && replies[2].Outcome is null), $"Round {round}: {string.Join(", ", replies.Select(reply => reply.Code ?? "done"))}.");
            Assert.Equal(replies[1].Outcome is null ? 0 : 1, (await _cluster.StateAsync()).Annotations.Count(shown => shown.Body?.Text == $"Round {round}."));
        }
    }

    [Fact]
    public async Task M67_What_was_rejected_is_not_approved_until_the_rejection_is_taken_back()
    {
        var note = await WriteAsync(_cluster.Note(0));
        (await RejectAsync(note, reason: "Shouting.")).Demand();
        Assert.Equal("already", (await ApproveAsync(note)).Code);
        Assert.Equal("already", (await RejectAsync(note)).Code);
        Assert.Equal("already", (await Queue.ExecuteAsync(Edit(note))).Code);
        Assert.Equal("Shouting.", (await StateOfAsync(note)).Ruling!.Reason);
        Assert.Empty((await _cluster.StateAsync()).Annotations);

        (await RejectAsync(note, on: false)).Demand();
        Assert.Equal("already", (await RejectAsync(note, on: false)).Code);
        (await ApproveAsync(note)).Demand();
        Assert.Equal("already", (await RejectAsync(note)).Code);
    }

    [Fact]
    public async Task M73_Who_is_a_moderator_no_longer_decides_nothing()
    {
        var moderator = await _cluster.JoinAsync("Mona", Role.Moderator);
        var note = await WriteAsync(_cluster.Note(0));
        (await _cluster.SeminarGrain.ChangeRoleAsync(_cluster.Owner, moderator, Role.Annotator)).Demand();
        Assert.Equal("forbidden", (await ApproveAsync(note, moderator)).Code);
        Assert.Equal("forbidden", (await RejectAsync(note, moderator)).Code);
        Assert.Equal("forbidden", (await ApproveAsync(note, _cluster.Annotator)).Code);
        (await FlagAsync((await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, by: _cluster.Owner))).Demand().Id!)).Demand();
        Assert.Equal("forbidden", (await DismissAsync((await _cluster.StateAsync()).Annotations.Single().Id, moderator)).Code);
        Assert.Equal(WaitingState.Waiting, (await StateOfAsync(note)).State);
    }

    [Fact]
    public async Task What_its_author_has_changed_since_is_not_approved_or_rejected_unseen()
    {
        var note = await WriteAsync(_cluster.Note(0));
        var seen = (await StateOfAsync(note)).Changed;
        (await Queue.ExecuteAsync(Edit(note))).Demand();
        Assert.Equal("stale", (await ApproveAsync(note, asOf: seen)).Code);
        Assert.Equal("stale", (await RejectAsync(note, asOf: seen)).Code);
        var outcome = (await ApproveAsync(note, asOf: (await StateOfAsync(note)).Changed)).Demand();
        Assert.Equal("Another wording.", (await _cluster.StateAsync()).Find(outcome.Id!)!.Body!.Text);
    }

    [Fact]
    public async Task An_approval_that_was_cut_short_is_repeated_and_nothing_else_is_decided()
    {
        var note = await WriteAsync(_cluster.Note(0));
        await CutShortAsync(note);

        Assert.Equal("already", (await RejectAsync(note)).Code);
        Assert.Equal("already", (await Queue.ExecuteAsync(Edit(note))).Code);
        Assert.Equal("already", (await Queue.ExecuteAsync(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = note })).Code);
        var there = (await _cluster.StateAsync()).Annotations.Single();
        Assert.Equal((there.Id, there.Number), (await ApproveAsync(note)).Demand() is var told ? (told.Id, told.Number) : default);
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task A_reply_waits_and_answers_the_note_that_it_was_written_to()
    {
        var thread = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: _cluster.Owner))).Demand().Id!;
        var reply = new AddReply { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = thread, Text = "And so?" };
        Assert.Equal("waiting", (await _cluster.ClauseGrain(0).ExecuteAsync(reply)).Code);
        var outcome = (await ApproveAsync(await WriteAsync(reply))).Demand();
        var published = (await _cluster.StateAsync()).Find(outcome.Id!)!;
        Assert.Equal((thread, thread, "And so?"), (published.ReplyTo, published.Thread, published.Body!.Text));

        var late = await WriteAsync(reply with { CommandId = Guid.NewGuid() });
        (await _cluster.DocumentGrain.ExecuteAsync(new CloseDocument { CommandId = Guid.NewGuid(), Actor = _cluster.Owner })).Demand();
        Assert.Equal("closed", (await ApproveAsync(late)).Code);
        Assert.Equal(WaitingState.Waiting, (await StateOfAsync(late)).State);
        (await RejectAsync(late)).Demand();
    }

    [Fact]
    public async Task At_a_locked_point_nothing_is_approved()
    {
        var note = await WriteAsync(_cluster.Note(0));
        (await _cluster.ClauseGrain(0).ExecuteAsync(new LockClause { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Clause = _cluster.Clauses[0] })).Demand();
        Assert.Equal("locked", (await ApproveAsync(note)).Code);
        Assert.Equal(WaitingState.Waiting, (await StateOfAsync(note)).State);
    }

    [Fact]
    public async Task M120_What_speaks_for_a_stance_that_can_be_taken_no_longer_is_approved_without_it_or_refused_in_words()
    {
        var (first, second) = (await WriteAsync(_cluster.Note(0) with { Stance = "agree" }), await WriteAsync(_cluster.Note(1) with { Stance = "abstain" }));
        var cut = await WriteAsync(_cluster.Note(2) with { Stance = "disagree" });
        await CutShortAsync(cut);
        (await _cluster.DocumentGrain.ExecuteAsync(new SetStances { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Scale = ["agree", "no"] })).Demand();

        var refused = await ApproveAsync(second);
        Assert.Equal(("not-on-scale", "The note speaks for the stance “abstain”, which can be taken here no longer. Approve it without its stance, or reject it and say why."), (refused.Code, refused.Detail));
        Assert.Equal(WaitingState.Waiting, (await StateOfAsync(second)).State);
        Assert.Null(await PublishedStanceAsync(second, withoutStance: true));
        // What can be taken still is not left out, and what is in the document already is as it is.
        Assert.Equal("agree", await PublishedStanceAsync(first, withoutStance: true));
        Assert.Equal("disagree", await PublishedStanceAsync(cut, withoutStance: false));

        async Task<string?> PublishedStanceAsync(string note, bool withoutStance)
        {
            var outcome = (await Queue.ExecuteAsync(new ApproveNote { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Annotation = note, WithoutStance = withoutStance })).Demand();
            return (await _cluster.StateAsync()).Find(outcome.Id!)!.Stance;
        }
    }

    [Fact]
    public async Task What_waits_stays_where_approval_is_switched_off_and_is_approved_though_its_author_is_gone()
    {
        var note = await WriteAsync(_cluster.Note(0));
        (await SetAsync(false)).Demand();
        (await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, _cluster.Annotator)).Demand();
        Assert.Equal(WaitingState.Waiting, (await StateOfAsync(note)).State);
        (await ApproveAsync(note)).Demand();
    }

    [Fact]
    public async Task The_pause_counts_for_what_waits_and_not_for_what_is_approved()
    {
        (await _cluster.DocumentGrain.ExecuteAsync(new SetSlowMode { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Seconds = 30 })).Demand();
        var note = await WriteAsync(_cluster.Note(0));
        var refused = await Queue.ExecuteAsync(_cluster.Note(1));
        Assert.Equal(("rate-limited", TimeSpan.FromSeconds(30)), (refused.Code, refused.RetryAfter));
        (await ApproveAsync(note)).Demand();
        _cluster.Time.Advance(TimeSpan.FromSeconds(30));
        (await ApproveAsync(await WriteAsync(_cluster.Note(1)))).Demand();
    }

    [Fact]
    public async Task A_flag_counts_once_for_each_and_can_be_dismissed_and_taken_back()
    {
        var note = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: _cluster.Owner))).Demand().Id!;
        var other = await _cluster.JoinAsync("Mei", Role.Reader);
        Assert.Equal((0, null), (await FlagAsync(note, reason: "Rude.")).Demand() is var told ? (told.Seq, told.Number) : default);
        (await FlagAsync(note, reason: "Very rude.")).Demand();
        (await FlagAsync(note, other)).Demand();
        var flagged = (await Queue.OpenAsync()).Queue.Flagged[note];
        Assert.Equal([(_cluster.Annotator, "Rude."), (other, null)], flagged.Flags.Select(flag => (flag.Member, flag.Reason)));

        var dismissed = (await DismissAsync(note, asOf: flagged.Changed)).Demand();
        Assert.Equal("already", (await DismissAsync(note)).Code);
        (await DismissAsync(note, on: false, asOf: dismissed.Seq)).Demand();
        Assert.Equal("stale", (await DismissAsync(note, asOf: dismissed.Seq)).Code);
        (await DismissAsync(note)).Demand();
        (await FlagAsync(note, other, on: false)).Demand();
        Assert.NotNull((await Queue.OpenAsync()).Queue.Flagged[note].Dismissed);
        (await FlagAsync(note, other)).Demand();
        Assert.Null((await Queue.OpenAsync()).Queue.Flagged[note].Dismissed);
        Assert.Equal("not-found", (await DismissAsync((await _cluster.ClauseGrain(1).ExecuteAsync(_cluster.Note(1, by: _cluster.Owner))).Demand().Id!)).Code);
    }

    [Fact]
    public async Task What_a_member_gave_as_reason_is_erased_with_their_words()
    {
        var note = (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: _cluster.Owner))).Demand().Id!;
        (await FlagAsync(note, reason: "unspeakable")).Demand();
        var waiting = await WriteAsync(_cluster.Note(0, "unheard-of"));
        Assert.True(await HoldsAsync("unspeakable") && await HoldsAsync("unheard-of"));

        (await Queue.EraseAsync("server", _cluster.Annotator)).Demand();

        Assert.False(await HoldsAsync("unspeakable") || await HoldsAsync("unheard-of"));
        var state = await Queue.OpenAsync();
        Assert.Equal((null, AnnotationState.Erased), (Assert.Single(state.Queue.Flagged[note].Flags).Reason, state.Notes.Find(waiting)!.State));
        Assert.Equal("not-found", (await ApproveAsync(waiting)).Code);
    }

    private Task<Reply> SetAsync(bool on) => _cluster.DocumentGrain.ExecuteAsync(new SetApproval { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, On = on });

    private async Task<string> WriteAsync(Command command)
    {
        var outcome = (await Queue.ExecuteAsync(command)).Demand();
        Assert.Equal((0, null, "waiting"), (outcome.Seq, outcome.Number, outcome.State));
        return outcome.Id!;
    }

    private async Task<WaitingNote> StateOfAsync(string note) => (await Queue.OpenAsync()).Queue.Notes[note];

    private Task<Reply> ApproveAsync(string note, string? by = null, long? asOf = null) =>
        Queue.ExecuteAsync(new ApproveNote { CommandId = Guid.NewGuid(), Actor = by ?? _cluster.Owner, Annotation = note, AsOf = asOf });

    /// <summary>Approves it, and the queue's log fails when the document has it.</summary>
    private async Task CutShortAsync(string note)
    {
        // The queue notes that it is on its way, the document takes it, the queue notes that it is there.
        _cluster.Log.HoldNext().Release();
        _cluster.Log.HoldNext().Release();
        _cluster.Log.FailBeforeWrite(error: new IOException("The queue could not note it."));
        Assert.Null((await ApproveAsync(note)).Outcome);
        Assert.Equal((WaitingState.Waiting, true), await StateOfAsync(note) is var state ? (state.State, state.Leaving) : default);
    }

    private Task<Reply> RejectAsync(string note, string? by = null, string? reason = null, bool on = true, long? asOf = null) =>
        Queue.ExecuteAsync(new RejectNote { CommandId = Guid.NewGuid(), Actor = by ?? _cluster.Owner, Annotation = note, Reason = reason, On = on, AsOf = asOf });

    private Task<Reply> FlagAsync(string note, string? by = null, string? reason = null, bool on = true) =>
        Queue.ExecuteAsync(new FlagAnnotation { CommandId = Guid.NewGuid(), Actor = by ?? _cluster.Annotator, Annotation = note, Reason = reason, On = on });

    private Task<Reply> DismissAsync(string note, string? by = null, bool on = true, long? asOf = null) =>
        Queue.ExecuteAsync(new DismissFlags { CommandId = Guid.NewGuid(), Actor = by ?? _cluster.Owner, Annotation = note, On = on, AsOf = asOf });

    private EditAnnotation Edit(string note) => new() { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = note, Version = 1, Text = "Another wording." };

    private async Task<bool> HoldsAsync(string word) =>
        (await _cluster.Log.ReadAsync(Stream, 0, 100)).Any(e => e.Payload is { } payload && Encoding.UTF8.GetString(payload.Span).Contains(word, StringComparison.Ordinal));
}
