namespace Collab.Storage;

/// <summary>How the logs of a backup came back.</summary>
/// <param name="HasHeads">Whether the backup says how far each log had come. Those of earlier versions do not, nor one of which that part is damaged: what is lost at an end is not missed.</param>
/// <param name="Lost">A sentence for each log of which the end is lost, or all.</param>
public sealed record RestoredLogs(bool HasHeads, IReadOnlyList<string> Lost);
