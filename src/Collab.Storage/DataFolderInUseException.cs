namespace Collab.Storage;

/// <summary>Another process has the data folder open.</summary>
public sealed class DataFolderInUseException(string folder, int? processId)
    : Exception($"The data folder {folder} is in use by process {processId?.ToString() ?? "(unknown)"}. Stop that one first, or use another folder.")
{
    /// <summary>The id of the other process; null when it has only just started.</summary>
    public int? ProcessId { get; } = processId;
}
