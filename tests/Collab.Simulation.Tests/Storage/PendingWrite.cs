using Collab.Simulation.Tests.Scheduling;

namespace Collab.Simulation.Tests.Storage;

/// <summary>A write that is on its way to the disk.</summary>
internal sealed record PendingWrite(Machine Machine, Action Flush);
