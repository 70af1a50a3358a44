using Collab.Domain.Annotations;

namespace Collab.Domain.Documents;

/// <summary>Where the moderator leads.</summary>
/// <param name="By">The member who leads.</param>
public sealed record Lead(string Clause, string By, DateTimeOffset At, long Seq)
{
    /// <summary>The passage; null for the whole point.</summary>
    public Target? Passage { get; init; }
}
