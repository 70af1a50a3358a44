using Collab.Domain.Documents;
using Collab.Domain.Sessions;

namespace Collab.Domain.Tests.Sessions;

/// <summary>Where a session is: what has been led to since it was opened comes before what the timer is for.</summary>
public sealed class PointTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    private static readonly Proceedings Open = Proceedings.None with { Sessions = [new Session("s", null, "m", At, 5)] };

    private static readonly SessionTimer Timer = new("t", At, 60, 6);

    [Fact]
    public void It_is_where_was_led_since_it_was_opened_or_what_the_timer_is_for()
    {
        Assert.Equal("c", Open.PointOf(new Lead("c", "m", At, 6)));
        Assert.Equal("c", (Open with { Timer = Timer }).PointOf(new Lead("c", "m", At, 6)));
        Assert.Null(Open.PointOf(new Lead("c", "m", At, 4)));
        Assert.Equal("t", (Open with { Timer = Timer }).PointOf(new Lead("c", "m", At, 4)));
        Assert.Null(Proceedings.None.PointOf(new Lead("c", "m", At, 6)));
    }
}
