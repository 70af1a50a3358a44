namespace Collab.Cluster.Tests.Rivals;

/// <summary>What came of one document that two clusters wrote to.</summary>
/// <param name="Lost">Of each cluster.</param>
/// <param name="Races">How often an append of each was sent at once.</param>
/// <param name="Violations">What the checker found; empty where all holds.</param>
internal sealed record Bout(int Operations, int Answered, int Refused, IReadOnlyList<Losses> Lost, int Races, IReadOnlyList<string> Violations);
