namespace Collab.Storage;

/// <summary>What was to be read or written stands on a damaged place; nothing was written, and to try again is of no use. What stands elsewhere is unhurt.</summary>
public sealed class StorageDamagedException(string message, Exception? inner = null) : StorageUnavailableException(message, inner);
