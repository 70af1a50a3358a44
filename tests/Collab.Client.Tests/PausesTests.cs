namespace Collab.Client.Tests;

public sealed class PausesTests
{
    private readonly Pauses _pauses = new(new() { ShortestPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(4) });

    [Fact]
    public void Pauses_grow_up_to_the_longest_and_begin_anew_after_a_success()
    {
        foreach (var most in new[] { 1, 2, 4, 4, 4 })
            Assert.InRange(_pauses.Next().TotalSeconds, most / 2.0, most);
        _pauses.Reset();
        Assert.InRange(_pauses.Next().TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void What_the_server_asks_for_is_waited_at_least() => Assert.Equal(TimeSpan.FromSeconds(30), _pauses.Next(TimeSpan.FromSeconds(30)));
}
