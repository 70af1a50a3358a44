namespace Collab.Server.Privacy;

/// <summary>
/// That a seminar will end, and how much of the time between saying so and doing so has passed. A clock that was set wrong brings nothing
/// about: while a server runs the time is counted by what no clock sets, and whatever passed while it was off counts as a day at most.
/// </summary>
/// <param name="LastUsed">When the last thing happened in it: something newer takes the notice back.</param>
/// <param name="Seen">The date of the last round.</param>
/// <param name="Waited">What has passed since it was said.</param>
/// <param name="Ending">Being done: a crash half way is made good by the next round.</param>
/// <param name="Ended">Done: nothing is left of it to be erased.</param>
internal sealed record RetentionNotice(DateTimeOffset LastUsed, DateTimeOffset Seen, TimeSpan Waited, bool Ending = false, bool Ended = false)
{
    private const int MostDays = 30;

    /// <summary>When the last thing happened in it that everybody may know of; null in a notice of an earlier version, where that is <see cref="LastUsed"/>.</summary>
    public DateTimeOffset? LastShown { get; init; }

    private static readonly TimeSpan MostWhileOff = TimeSpan.FromDays(1);

    /// <summary>How long before its end it is said: 30 days, or all of them where there are fewer.</summary>
    public static TimeSpan Ahead(int days) => TimeSpan.FromDays(Math.Min(days, MostDays));

    public static RetentionNotice Done(DateTimeOffset now) => new(default, now, TimeSpan.Zero, Ended: true);

    /// <summary>Whether its end, or the notice of it, may be due if nothing happened since.</summary>
    public static bool IsNear(DateTimeOffset lastUsed, int days, DateTimeOffset now) => now >= lastUsed.AddDays(days) - Ahead(days);

    /// <summary>
    /// When it was last used: what is sealed counts from the end of the span in which it was written, each of as many days as the seminar is
    /// kept, from the last thing on that everybody may know of. An open round counts as one that was written in at once, so that whether
    /// anybody has is not told.
    /// </summary>
    /// <param name="written">When the newest thing was written that not everybody may know of.</param>
    public static DateTimeOffset Used(DateTimeOffset shown, DateTimeOffset written, bool isRoundOpen, int days)
    {
        var span = TimeSpan.FromDays(days);
        var spans = written > shown ? (long)Math.Ceiling((written - shown) / span) : 0;
        return shown + span * Math.Max(spans, isRoundOpen ? 1 : 0);
    }

    /// <summary>What is to be said now; null for nothing.</summary>
    /// <param name="days">How long the seminar is kept; null for without an end.</param>
    /// <param name="passed">Since the last round of this process, by what no clock sets; null at its first.</param>
    public static RetentionNotice? Next(RetentionNotice? before, DateTimeOffset lastUsed, int? days, DateTimeOffset now, TimeSpan? passed)
    {
        if (days is null || !IsNear(lastUsed, days.Value, now))
            return null;
        if (before is null || before.LastUsed != lastUsed)
            return new(lastUsed, now, TimeSpan.Zero);
        var off = now - before.Seen;
        return before with { Seen = now, Waited = before.Waited + (passed ?? (off < TimeSpan.Zero ? TimeSpan.Zero : off < MostWhileOff ? off : MostWhileOff)) };
    }

    /// <summary>Whether nothing has happened since that everybody may know of.</summary>
    public bool IsMadeOf(DateTimeOffset shown) => (LastShown ?? LastUsed) == shown;

    public bool IsDue(int days, DateTimeOffset now) => Waited >= Ahead(days) && now >= LastUsed.AddDays(days);

    /// <summary>When it ends if nothing happens, as far as can be said now.</summary>
    public DateTimeOffset Ends(int days) => LastUsed.AddDays(days) is var due && Seen + Ahead(days) - Waited is var waited && waited > due ? waited : due;
}
