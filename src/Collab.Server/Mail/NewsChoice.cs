namespace Collab.Server.Mail;

/// <summary>That somebody has what is new for them in a seminar mailed.</summary>
/// <param name="How">How often; never <see cref="NewsFrequency.None"/>, which is no choice.</param>
/// <param name="Since">What is newer has not been mailed yet.</param>
/// <param name="Server">Scheme, host and port that the links lead to.</param>
/// <param name="Tried">When a mail was last on its way; null where none was.</param>
public sealed record NewsChoice(NewsFrequency How, DateTimeOffset Since, string Server, DateTimeOffset? Tried = null)
{
    /// <summary>The shortest time between two mails about one seminar.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>How old a note is before it is mailed: it can be taken back, and who is there may read it.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>Whether it is time to look for what is new.</summary>
    public bool IsDue(DateTimeOffset now) => (Tried is not { } tried || now - tried >= Pause) && now - Since >= How switch
    {
        NewsFrequency.Weekly => TimeSpan.FromDays(7),
        NewsFrequency.Daily => TimeSpan.FromDays(1),
        _ => Settling,
    };
}
