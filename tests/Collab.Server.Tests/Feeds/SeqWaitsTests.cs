using Collab.Domain;
using Collab.Server.Feeds;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Feeds;

public sealed class SeqWaitsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SeqWaits _waits;
    private int _hurried;

    public SeqWaitsTests() => _waits = new SeqWaits(_time, () => _hurried++);

    [Fact]
    public void Each_is_woken_when_its_own_event_is_there_and_none_before()
    {
        var (third, first, second) = (_waits.WaitAsync(3), _waits.WaitAsync(1), _waits.WaitAsync(2));

        _waits.Reached(2);
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
        Assert.False(third.IsCompleted);

        _waits.Reached(3);
        Assert.True(third.IsCompletedSuccessfully);
        Assert.Equal(0, _hurried);
    }

    [Fact]
    public async Task Who_has_waited_too_long_is_refused_and_who_came_later_waits_on()
    {
        var early = _waits.WaitAsync(1);
        _time.Advance(DocumentFeed.GapPatience);
        Assert.Equal(1, _hurried);
        _time.Advance(DocumentFeed.Patience - 2 * DocumentFeed.GapPatience);
        var late = _waits.WaitAsync(1);
        _time.Advance(DocumentFeed.GapPatience);

        Assert.True(early.IsFaulted);
        Assert.Equal("unavailable", (await Assert.ThrowsAsync<RefusalException>(() => early)).Code);
        Assert.False(late.IsCompleted);
        _waits.Reached(1);
        Assert.True(late.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task After_a_silence_the_next_is_looked_after_too()
    {
        var served = _waits.WaitAsync(1);
        _waits.Reached(1);
        Assert.True(served.IsCompletedSuccessfully);
        // Nobody waits: the timer ends.
        _time.Advance(DocumentFeed.Patience);
        Assert.Equal(0, _hurried);

        var next = _waits.WaitAsync(2);
        _time.Advance(DocumentFeed.Patience);
        Assert.True(next.IsFaulted);
        Assert.Equal("unavailable", (await Assert.ThrowsAsync<RefusalException>(() => next)).Code);
        Assert.True(_hurried > 0);
    }
}
