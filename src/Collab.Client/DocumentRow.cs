namespace Collab.Client;

/// <summary>A document in the list of its seminar.</summary>
/// <param name="State">open or closed.</param>
/// <param name="Annotations">How many notes and replies it has.</param>
public sealed record DocumentRow(string Id, string Title, string State, DateTimeOffset Created, int Annotations);
