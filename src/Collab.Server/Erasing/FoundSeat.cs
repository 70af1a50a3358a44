namespace Collab.Server.Erasing;

/// <summary>Where somebody is or was a member, also of a seminar that was deleted.</summary>
internal sealed record FoundSeat(string Seminar, string Title, string Member, string Name);
