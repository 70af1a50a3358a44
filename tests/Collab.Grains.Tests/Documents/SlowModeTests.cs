using Collab.Contracts;
using Collab.Domain.Commands;
using Collab.Domain.Policy;

namespace Collab.Grains.Tests.Documents;

/// <summary>A pause between two notes of one member, at whatever points they write.</summary>
public sealed class SlowModeTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        (await SetAsync(30)).Demand();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task M74_A_second_note_at_another_point_waits_as_long_as_is_left_and_others_write_meanwhile()
    {
        (await NoteAsync(0)).Demand();
        _cluster.Time.Advance(TimeSpan.FromSeconds(10));
        var other = await _cluster.JoinAsync("Mei", Role.Annotator);
        (await NoteAsync(1, other)).Demand();
        var refused = await NoteAsync(1);
        Assert.Equal(("rate-limited", TimeSpan.FromSeconds(20)), (refused.Code, refused.RetryAfter));
        _cluster.Time.Advance(TimeSpan.FromSeconds(20));
        (await NoteAsync(1)).Demand();
    }

    [Fact]
    public async Task Answers_and_notes_on_the_whole_document_count_and_edits_and_reactions_do_not()
    {
        var note = (await NoteAsync(0, _cluster.Owner)).Demand().Id!;
        var mine = (await NoteAsync(1)).Demand().Id!;
        Assert.Equal("rate-limited", (await _cluster.ClauseGrain(0).ExecuteAsync(new AddReply { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = note, Text = "so" })).Code);
        Assert.Equal("rate-limited", (await _cluster.DocumentGrain.ExecuteAsync(_cluster.Note(0) with { Targets = [] })).Code);
        (await _cluster.ClauseGrain(1).ExecuteAsync(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = mine, Version = 1, Text = "better" })).Demand();
        (await _cluster.ClauseGrain(0).ExecuteAsync(new React { CommandId = Guid.NewGuid(), Actor = _cluster.Annotator, Annotation = note, Emoji = "👍", On = true })).Demand();
    }

    [Fact]
    public async Task Moderators_and_owners_write_without()
    {
        foreach (var member in new[] { _cluster.Owner, await _cluster.JoinAsync("Mona", Role.Moderator) })
        {
            (await NoteAsync(0, member)).Demand();
            (await NoteAsync(0, member)).Demand();
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    public async Task M75_Of_two_notes_by_two_devices_at_once_one_is_written(int here, int there)
    {
        var replies = await Task.WhenAll(NoteAsync(here), NoteAsync(there));
        Assert.Equal(["", "rate-limited"], replies.Select(reply => reply.Code ?? "").Order());
        Assert.Single((await _cluster.StateAsync()).Annotations);
    }

    [Fact]
    public async Task Who_is_too_soon_is_refused_alone_of_those_that_a_clause_decides_together()
    {
        (await NoteAsync(1)).Demand();
        var commit = await _cluster.CommitOfAsync(0, _cluster.Note(0), _cluster.Note(0, by: _cluster.Owner), _cluster.Note(0, by: await _cluster.JoinAsync("Mei", Role.Annotator)));
        var reply = await _cluster.DocumentGrain.CommitAsync(commit);
        Assert.Equal(["rate-limited", "", ""], reply.Replies.Select(r => r.Code ?? ""));
        Assert.Equal(2, reply.Events.Length);
    }

    [Fact]
    public async Task What_was_written_is_answered_as_then_however_soon_it_is_sent_again()
    {
        var first = _cluster.Note(0);
        var done = (await _cluster.ClauseGrain(0).ExecuteAsync(first)).Demand();
        Assert.Equal(done, (await _cluster.ClauseGrain(0).ExecuteAsync(first)).Demand());
        // Nobody remembers it any more: the log does.
        await _cluster.ForgetAsync(_cluster.ClauseGrain(0));
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        (await NoteAsync(1)).Demand();
        Assert.Equal("rate-limited", (await NoteAsync(0)).Code);
        Assert.Equal(done, (await _cluster.ClauseGrain(0).ExecuteAsync(first)).Demand());
    }

    [Fact]
    public async Task M76_It_is_taken_off_and_takes_no_pause_below_nothing_or_above_an_hour()
    {
        (await NoteAsync(0)).Demand();
        Assert.Equal(["bad-request", "bad-request", "already"], new[] { await SetAsync(-1), await SetAsync(1_000_000_000), await SetAsync(30) }.Select(reply => reply.Code));
        (await SetAsync(0)).Demand();
        (await NoteAsync(0)).Demand();
        Assert.Equal(0, (await _cluster.StateAsync()).Header.SlowMode);
    }

    private Task<Reply> SetAsync(int seconds) =>
        _cluster.DocumentGrain.ExecuteAsync(new SetSlowMode { CommandId = Guid.NewGuid(), Actor = _cluster.Owner, Seconds = seconds });

    private Task<Reply> NoteAsync(int clause, string? by = null) => _cluster.ClauseGrain(clause).ExecuteAsync(_cluster.Note(clause, by: by));
}
