namespace Collab.Server.Privacy;

/// <summary>
/// A date that no clock sets far ahead: what is deleted for good goes by it. While a server runs it moves by what no clock sets; for the
/// time that it was off, by what the clock says, and by a week at most. It errs towards keeping.
/// </summary>
/// <param name="At">The date.</param>
/// <param name="Seen">What the clock said when it was moved last.</param>
internal sealed record LivedTime(DateTimeOffset At, DateTimeOffset Seen)
{
    private static readonly TimeSpan MostWhileOff = TimeSpan.FromDays(7);

    /// <param name="before">Null where none was kept: it begins by the clock.</param>
    /// <param name="passed">Since the last time in this process, by what no clock sets; null at its first.</param>
    public static LivedTime Next(LivedTime? before, DateTimeOffset now, TimeSpan? passed)
    {
        if (before is null)
            return new(now, now);
        var off = now - before.Seen;
        var then = before.At + (passed ?? (off < TimeSpan.Zero ? TimeSpan.Zero : off < MostWhileOff ? off : MostWhileOff));
        // A clock that is behind for a while takes back nothing.
        return new(then < now ? then : before.At > now ? before.At : now, now);
    }

    /// <summary>By what things have ended: never later than the clock says.</summary>
    public DateTimeOffset Until => At < Seen ? At : Seen;
}
