namespace Collab.Storage;

/// <summary>How far a backup has come, in database pages (4 KiB).</summary>
public readonly record struct BackupProgress(long PagesDone, long PagesTotal);
