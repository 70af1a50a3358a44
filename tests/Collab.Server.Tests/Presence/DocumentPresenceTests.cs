using Collab.Contracts.Presence;
using Collab.Server.Presence;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Presence;

/// <summary>What a node says of its own connections: whatever overtakes what, the last that somebody did has the latest time.</summary>
public sealed class DocumentPresenceTests
{
    private const string Laptop = "node/kofi/laptop";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly ScriptedPresence _grain = new();
    private readonly HashSet<string> _hiding = [];
    private readonly DocumentPresence _presence;

    public DocumentPresenceTests() => _presence = new("minutes", _grain, person => ValueTask.FromResult(_hiding.Contains(person)), _time, failure => Assert.Fail(failure.ToString()));

    [Fact]
    public async Task A_heartbeat_that_was_made_before_a_move_is_older_than_the_move_however_late_it_is_sent()
    {
        Type("c1");
        await TellAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        var beat = BeatAsync();
        var before = Assert.Single(await _grain.ReportedAsync());
        Type("c2");
        var after = Assert.Single(await TellAsync());
        Assert.Equal(("c1", "c2"), (before.Typing, after.Typing));
        Assert.True(before.At < after.At);
        (await _grain.AskedAsync()).SetResult([after]);
        await beat;
    }

    [Fact]
    public async Task Whoever_chose_on_another_node_to_hide_their_place_is_at_none_here_from_the_next_heartbeat_on()
    {
        Type("c1");
        await TellAsync();
        _hiding.Add("person");
        _time.Advance(TimeSpan.FromSeconds(10));
        var beat = BeatAsync();
        var told = Assert.Single(await _grain.ReportedAsync());
        Assert.Equal((null, false), (told.Typing, told.Left));
        (await _grain.AskedAsync()).SetResult([told]);
        await beat;
    }

    [Fact]
    public async Task A_heartbeat_repeats_the_last_move_and_its_time()
    {
        Type("c1");
        var moved = await TellAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        var beat = BeatAsync();
        Assert.Equal(moved, await _grain.ReportedAsync());
        (await _grain.AskedAsync()).SetResult(moved);
        await beat;
    }

    [Fact]
    public async Task To_leave_comes_after_everything_that_was_done_before_and_to_come_back_after_that()
    {
        _presence.Enter(Laptop, "kofi", "person");
        Type("c1");
        var moved = Assert.Single(await TellAsync());
        _presence.Leave(Laptop);
        var left = Assert.Single(await _grain.ReportedAsync());
        _presence.Enter(Laptop, "kofi", "person");
        var back = Assert.Single(await TellAsync());
        Assert.Equal((false, true, false), (moved.Left, left.Left, back.Left));
        Assert.True(moved.At < left.At && left.At < back.At);
    }

    [Fact]
    public async Task The_times_grow_when_the_clock_is_set_back()
    {
        Type("c1");
        var first = Assert.Single(await TellAsync());
        _time.AdjustTime(_time.GetUtcNow().AddHours(-1));
        Type("c2");
        Assert.True(first.At < Assert.Single(await TellAsync()).At);
    }

    [Fact]
    public async Task Who_has_left_is_not_brought_back_by_a_call_that_was_under_way()
    {
        using var ended = new CancellationTokenSource();
        Type("c1");
        await TellAsync();
        await ended.CancelAsync();
        _presence.DropWhere(key => key == Laptop);
        Assert.True(Assert.Single(await _grain.ReportedAsync()).Left);
        _presence.Move(Laptop, "kofi", "person", place => place with { Typing = "c2" }, ended.Token);
        await BeatAsync();
        Assert.False(_presence.IsObserved, "Nobody is left to observe for.");
    }

    [Fact]
    public async Task Whoever_writes_and_is_silent_for_half_a_minute_has_stopped_but_has_not_moved()
    {
        _presence.Enter(Laptop, "kofi", "person");
        Type("c1");
        var moved = Assert.Single(await TellAsync());
        _time.Advance(TimeSpan.FromSeconds(31));
        var beat = BeatAsync();
        var stopped = Assert.Single(await _grain.ReportedAsync());
        Assert.Equal(moved with { Typing = null, At = moved.At.AddTicks(1) }, stopped);
        (await _grain.AskedAsync()).SetResult([stopped]);
        await beat;
    }

    [Fact]
    public async Task Who_comes_while_the_list_is_asked_for_stays_though_the_list_does_not_have_them()
    {
        _presence.Enter(null, "ada", "ada");
        var beat = BeatAsync();
        var question = await _grain.AskedAsync();
        _presence.Board.Apply([PresenceBoardTests.At("phone", "c2", 2)]);
        question.SetResult([]);
        await beat;
        Assert.Equal("kofi", Assert.Single(_presence.Board.Since(0).Here).Member);
        Assert.True(_presence.IsObserved);
    }

    [Fact]
    public async Task Whoever_comes_while_it_is_observed_waits_for_the_same_list()
    {
        _presence.Enter(null, "ada", "ada");
        var first = BeatAsync();
        var question = await _grain.AskedAsync();
        _presence.Enter(null, "mei", "mei");
        var second = BeatAsync();
        Assert.Same(first, second);
        question.SetResult([]);
        await second;
        Assert.Equal(1, _grain.Observations);
        _presence.Leave(null);
        _presence.Leave(null);
        await BeatAsync();
        Assert.False(_presence.IsObserved);
        Assert.Equal(1, _grain.Observations);
    }

    private void Type(string clause) => _presence.Move(Laptop, "kofi", "person", place => place with { Typing = clause });

    private Task BeatAsync() => _presence.BeatAsync(new Nobody());

    /// <summary>What is told when the moves of a tenth of a second were gathered.</summary>
    private Task<IReadOnlyList<PresenceOf>> TellAsync()
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return _grain.ReportedAsync();
    }

    private sealed class Nobody : IPresenceObserver
    {
        public Task OnPresenceAsync(string document, IReadOnlyList<PresenceOf> connections) => Task.CompletedTask;
    }
}
