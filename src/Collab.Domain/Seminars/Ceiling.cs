using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>What somebody else has decided about a member, whom they removed or gave fewer rights: links from before, and codes, make no more of them.</summary>
/// <param name="Role">The most that they make of them; <see cref="Role.Outsider"/> of whoever was removed.</param>
/// <param name="Seq">The seminar's seq of the decision.</param>
/// <param name="At">When it was decided: for links that are not in the seminar's log.</param>
public sealed record Ceiling(Role Role, long Seq, DateTimeOffset At)
{
    /// <summary>Where a newer link or somebody's word has given more since, older ones give that much again.</summary>
    public Ceiling Raised(Role role) => Allows(role) ? this : this with { Role = role };

    /// <summary>Whether it lets a link from before make this of them: a reader stands above a guest, and may write less.</summary>
    public bool Allows(Role role) => !Ceilings.IsLess(Role, role);
}
