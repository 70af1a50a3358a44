using Collab.Domain.Policy;

namespace Collab.Server.Security;

/// <summary>A caller within a seminar: what rights are asked of.</summary>
/// <param name="Member">The member's id in the seminar.</param>
public sealed record Seat(string Seminar, string Member, string Name, Role Role);
