namespace Collab.Simulation.Tests;

/// <summary>What became of one seed.</summary>
/// <param name="Trace">A digest of all that happened, in order.</param>
/// <param name="Violations">What the checker found; empty where all holds.</param>
internal sealed record SimulationResult(int Seed, int Operations, int Answered, int Faults, int Events, int Resyncs, ulong Trace, IReadOnlyList<string> Violations);
