namespace Collab.Testing.Checking;

/// <summary>A batch as a reader received it.</summary>
public sealed record ReceivedBatch(string Epoch, long First, long Last, IReadOnlyList<LoggedEvent> Events);
