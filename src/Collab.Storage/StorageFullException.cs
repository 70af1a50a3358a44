namespace Collab.Storage;

/// <summary>The disk is full; nothing was written. Writing resumes by itself once there is space.</summary>
public sealed class StorageFullException(Exception? inner = null)
    : StorageUnavailableException("The disk that holds the data folder is full. Free space on it; writing resumes by itself.", inner);
