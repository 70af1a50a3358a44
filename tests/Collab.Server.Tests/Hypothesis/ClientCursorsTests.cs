using Collab.Server.Feeds;
using Collab.Server.Hypothesis;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Hypothesis;

public sealed class ClientCursorsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly ClientCursors _cursors;

    public ClientCursorsTests() => _cursors = new(_time);

    [Fact]
    public void What_was_sent_just_before_a_connection_ended_counts_as_missed()
    {
        Send(5);
        _time.Advance(ClientCursors.Doubtful + TimeSpan.FromSeconds(1));
        Send(6);
        Send(7);
        _cursors.Left("ana", "text", ClientMark.Of("window"));
        // However long it is away: nothing is known of what the dead connection brought.
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(5, Found());
    }

    [Fact]
    public void A_connection_whose_end_nobody_has_noticed_is_doubted_as_well()
    {
        Send(5);
        _time.Advance(ClientCursors.Doubtful + TimeSpan.FromSeconds(1));
        Send(6);
        Assert.Equal(5, Found());
        _time.Advance(ClientCursors.Doubtful + TimeSpan.FromSeconds(1));
        Assert.Equal(6, Found());
    }

    [Fact]
    public void It_is_a_persons_own_and_ends()
    {
        Send(5);
        Assert.Null(_cursors.Find("jon", "text", ClientMark.Of("window")));
        Assert.Null(_cursors.Find("ana", "other", ClientMark.Of("window")));
        _time.Advance(ClientCursors.Kept + TimeSpan.FromSeconds(1));
        Assert.Null(Found());
    }

    [Fact]
    public void There_are_only_so_many()
    {
        Send(5);
        for (var i = 0; i < ClientCursors.Most; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            _cursors.Sent("ana", "text", ClientMark.Of($"another {i}"), new Cursor(1, "epoch"));
        }

        Assert.Null(Found());
        Assert.NotNull(_cursors.Find("ana", "text", ClientMark.Of($"another {ClientCursors.Most - 1}")));
    }

    private void Send(long seq) => _cursors.Sent("ana", "text", ClientMark.Of("window"), new Cursor(seq, "epoch"));

    private long? Found() => _cursors.Find("ana", "text", ClientMark.Of("window"))?.Seq;
}
