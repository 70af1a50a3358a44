using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Server.Security;

/// <summary>A caller within a seminar: what rights are asked of.</summary>
/// <param name="Member">The member's id in the seminar.</param>
public sealed record Seat(string Seminar, string Member, string Name, Role Role)
{
    /// <summary>What this caller may know the seminar's members by.</summary>
    public SeminarNames NamesOf(SeminarState seminar) => new(seminar, Audience.Of(Role, Member, seminar.Settings));
}
