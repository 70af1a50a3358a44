namespace Collab.Server.Erasing;

/// <summary>Somebody whose words may be erased.</summary>
internal sealed record FoundPerson(string Id, string Name, IReadOnlyList<FoundSeat> Seats);
