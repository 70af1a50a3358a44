namespace Collab.Domain.Seminars;

/// <summary>A link to a member's seat. Its secret is not known here, nor its hash.</summary>
/// <param name="Member">Whose seat it moves.</param>
/// <param name="By">The owner who made it.</param>
/// <param name="Expires">By which it is told from others to the same seat.</param>
public sealed record SeatLink(string Member, string By, DateTimeOffset Expires);
