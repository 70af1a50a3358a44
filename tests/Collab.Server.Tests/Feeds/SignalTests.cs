using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class SignalTests
{
    private readonly Signal _signal = new();

    [Fact]
    public async Task It_wakes_all_who_wait_each_time_anew()
    {
        using Waiter first = new(_signal, default), second = new(_signal, default);
        for (var i = 0; i < 3; i++)
        {
            var fired = _signal.Fired;
            var waits = new[] { first.AfterAsync(fired).AsTask(), second.AfterAsync(fired).AsTask(), _signal.Next };
            Assert.DoesNotContain(waits, wait => wait.IsCompleted);
            _signal.Fire();
            await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public void What_happens_between_the_look_and_the_wait_is_not_missed()
    {
        using Waiter waiter = new(_signal, default);
        var fired = _signal.Fired;
        _signal.Fire();
        Assert.True(waiter.AfterAsync(fired).AsTask().IsCompletedSuccessfully);
        Assert.False(waiter.AfterAsync(_signal.Fired).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_is_let_go_and_the_others_are_woken()
    {
        using var over = new CancellationTokenSource();
        using Waiter first = new(_signal, default), leaving = new(_signal, over.Token), last = new(_signal, default);
        var fired = _signal.Fired;
        var (one, gone, other) = (first.AfterAsync(fired).AsTask(), leaving.AfterAsync(fired).AsTask(), last.AfterAsync(fired).AsTask());
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.False(one.IsCompleted || other.IsCompleted);
        _signal.Fire();
        await Task.WhenAll(one, other).WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.AfterAsync(_signal.Fired).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void While_readers_are_being_told_what_comes_waits_for_the_next_round_and_is_told_once()
    {
        var scheduler = new ByHand();
        var signal = new Signal(scheduler);
        using Waiter early = new(signal, default), late = new(signal, default);
        var fired = signal.Fired;
        var (one, other) = (early.AfterAsync(fired).AsTask(), late.AfterAsync(fired).AsTask());
        signal.Fire();
        Assert.False(one.IsCompleted);

        // The round is under way: who has been told already gathers what comes, however it asks.
        signal.Fire();
        signal.Fire();
        using Waiter told = new(signal, default), looking = new(signal, default);
        var (afterRound, afterLook) = (told.AfterRoundAsync().AsTask(), looking.AfterAsync(fired).AsTask());
        Assert.Equal(1, scheduler.RunAll(1));
        Assert.True(one.IsCompletedSuccessfully && other.IsCompletedSuccessfully);
        Assert.False(afterRound.IsCompleted || afterLook.IsCompleted);
        Assert.Equal(1, scheduler.RunAll(10));
        Assert.True(afterRound.IsCompletedSuccessfully && afterLook.IsCompletedSuccessfully);

        // And when nobody is being told nobody waits for it.
        Assert.True(told.AfterRoundAsync().AsTask().IsCompletedSuccessfully && looking.AfterAsync(fired).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void Between_shares_of_a_large_round_others_have_their_turn_and_what_comes_meanwhile_is_told_in_the_next()
    {
        var scheduler = new ByHand();
        var signal = new Signal(scheduler);
        var waiters = Enumerable.Range(0, 40).Select(_ => new Waiter(signal, default)).ToList();
        var waits = waiters.ConvertAll(waiter => waiter.AfterAsync(signal.Fired).AsTask());
        var toldBefore = -1;
        signal.Fire();
        // A writer's word comes behind the share that waits for a thread already, and before those that do not yet.
        Task.Factory.StartNew(() => toldBefore = waits.Count(wait => wait.IsCompleted), CancellationToken.None, TaskCreationOptions.None, scheduler);
        scheduler.RunAll(1);
        signal.Fire();
        var afterRound = waiters[0].AfterRoundAsync().AsTask();
        scheduler.RunAll(1);
        Assert.Equal(waits.Count(wait => wait.IsCompleted), toldBefore);
        Assert.InRange(toldBefore, 1, waits.Count - 1);
        Assert.False(afterRound.IsCompleted);
        scheduler.RunAll(int.MaxValue);
        Assert.All(waits, wait => Assert.True(wait.IsCompletedSuccessfully));
        Assert.True(afterRound.IsCompletedSuccessfully);
        waiters.ForEach(waiter => waiter.Dispose());
    }

    [Theory]
    [InlineData(1, 200_000)]
    [InlineData(32, 2_000)]
    public async Task Those_who_wait_while_it_fires_and_others_leave_all_come_to_an_end(int readers, int firings)
    {
        using var over = new CancellationTokenSource();
        var reading = Enumerable.Range(0, readers).Select(async i =>
        {
            await Task.Yield();
            using var waiter = new Waiter(_signal, readers > 1 && i % 2 == 0 ? over.Token : default);
            try
            {
                var looks = 0;
                for (var fired = 0L; fired < firings; fired = _signal.Fired)
                {
                    await waiter.AfterAsync(fired);
                    looks++;
                }

                // Once for each firing that it has not waited for, and once for each round: there are no more rounds than firings.
                return looks <= (2 * firings) + 1;
            }
            catch (OperationCanceledException)
            {
                return readers > 1 && i % 2 == 0;
            }
        }).ToArray();
        for (var i = 0; i < firings; i++)
        {
            if (i == firings / 2)
                await over.CancelAsync();
            _signal.Fire();
        }

        Assert.DoesNotContain(false, await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
