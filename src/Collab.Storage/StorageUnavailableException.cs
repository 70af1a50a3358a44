namespace Collab.Storage;

/// <summary>The storage refused for now; nothing was written. The message says what to do.</summary>
public class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
