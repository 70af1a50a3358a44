namespace Collab.Domain.Events;

/// <summary>
/// What a member had written up to here, and the name, were erased: the words are gone from the log. That something was written, where and
/// when, stays.
/// </summary>
public sealed record ContentErased(string Member, long SeminarSeq = 0) : MemberEventData(Member, SeminarSeq)
{
    /// <summary>Whether an event before this one holds words that are to go.</summary>
    public bool Reaches(LogEvent earlier) => earlier.Words is { ArePersonal: true } words && earlier.Data switch
    {
        // A reason is whose who gave it, and says something of whom it is about.
        MemberEventData about => about.Member == Member || (words.Reason is not null && earlier.Actor == Member),
        // Whoever brought in a note did not write it.
        AuthorNamed named => named.Author == Member,
        _ => earlier.Author == Member,
    };

    /// <summary>An event before this one without the words that are to go.</summary>
    public LogEvent Erase(LogEvent earlier) => Reaches(earlier) ? earlier with { Words = null } : earlier;
}
