using System.Text.Json.Serialization;

namespace Collab.Server.Mail;

/// <summary>That somebody has what is new for them in a seminar mailed.</summary>
/// <param name="How">How often; never <see cref="NewsFrequency.None"/>, which is no choice.</param>
/// <param name="Since">When it was looked for last. In a document of which <see cref="Told"/> says nothing, what is newer has not been mailed yet.</param>
/// <param name="Server">Scheme, host and port by which it was chosen. Only nodes of an earlier version go by it.</param>
/// <param name="Tried">When a mail was last on its way; null where none was.</param>
public sealed record NewsChoice(NewsFrequency How, DateTimeOffset Since, string Server, DateTimeOffset? Tried = null)
{
    /// <summary>The shortest time between two mails about one seminar.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>How old a note is before it is mailed: it can be taken back, and who is there may read it.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>How far each document has been told, by its id; null where an earlier version wrote it, which went by the clock alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, NewsMark>? Told { get; init; }

    /// <summary>
    /// Whether a note is new: by the log, whatever the clocks of nodes say. After a restore from a backup the log is another, and nobody is
    /// mailed all of it: there, and where nothing is said of it, the clock has to do.
    /// </summary>
    public bool IsNew(string document, string epoch, long seq, DateTimeOffset created) => Told is null ? created > Since
        // A document of which nothing is said was made since.
        : !Told.TryGetValue(document, out var told) || (told.Epoch == epoch ? seq > told.Seq : created > Since);

    /// <summary>Whether it is time to look for what is new. What was done in the future another clock has said: it holds nothing up for longer than the same time ago.</summary>
    public bool IsDue(DateTimeOffset now) => (Tried is not { } tried || (now - tried).Duration() >= Pause) && (now - Since).Duration() >= How switch
    {
        NewsFrequency.Weekly => TimeSpan.FromDays(7),
        NewsFrequency.Daily => TimeSpan.FromDays(1),
        _ => Settling,
    };
}
