using Collab.Server.Mail;

namespace Collab.Server.Tests.Mail;

/// <summary>What is new goes by the log; a clock that was wrong holds nothing up.</summary>
public sealed class NewsChoiceTests
{
    private static readonly DateTimeOffset Since = DateTimeOffset.UnixEpoch;

    private readonly NewsChoice _choice = new(NewsFrequency.AtOnce, Since, "") { Told = new Dictionary<string, NewsMark> { ["known"] = new("epoch", 7) } };

    [Theory]
    [InlineData("known", "epoch", 7, 1, false)]
    [InlineData("known", "epoch", 8, -1, true)]
    // Restored from a backup: its log is another, and of that the clock says what is new.
    [InlineData("known", "another", 1, 1, true)]
    [InlineData("known", "another", 8, -1, false)]
    [InlineData("made since", "epoch", 1, -1, true)]
    public void New_is_what_the_log_has_behind_what_was_told(string document, string epoch, long seq, int minutes, bool isNew) =>
        Assert.Equal(isNew, _choice.IsNew(document, epoch, seq, Since.AddMinutes(minutes)));

    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void Where_an_earlier_version_said_no_more_the_time_says_it(int minutes, bool isNew) =>
        Assert.Equal(isNew, (_choice with { Told = null }).IsNew("known", "epoch", 8, Since.AddMinutes(minutes)));

    [Theory]
    [InlineData(NewsFrequency.AtOnce, 365)]
    [InlineData(NewsFrequency.Weekly, 8)]
    public void What_another_clock_did_in_the_future_is_not_waited_for(NewsFrequency how, int days)
    {
        var ahead = _choice with { How = how, Since = Since.AddDays(days), Tried = Since.AddDays(days) };
        Assert.True(ahead.IsDue(Since));
    }
}
