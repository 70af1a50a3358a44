namespace Collab.Web.Models;

/// <summary>A document in the list of my rooms.</summary>
/// <param name="Title">Null where it is damaged so that nothing of it can be shown.</param>
/// <param name="Notes">How many notes I may see, or null when that is not known.</param>
public sealed record RoomCard(string Id, string? Title, bool Closed, int? Notes);
