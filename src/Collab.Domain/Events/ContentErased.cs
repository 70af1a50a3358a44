namespace Collab.Domain.Events;

/// <summary>
/// What a member had written up to here, and the name, were erased: the words are gone from the log. That something was written, where and
/// when, stays.
/// </summary>
public sealed record ContentErased(string Member, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq)
{
    /// <summary>Whether an event before this one holds words that are to go.</summary>
    public bool Reaches(LogEvent earlier) =>
        earlier.Words is { ArePersonal: true } && (earlier.Data is MemberEventData about ? about.Member : earlier.Actor) == Member;

    /// <summary>An event before this one without the words that are to go.</summary>
    public LogEvent Erase(LogEvent earlier) => Reaches(earlier) ? earlier with { Words = null } : earlier;
}
