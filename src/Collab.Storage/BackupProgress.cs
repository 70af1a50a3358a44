namespace Collab.Storage;

/// <summary>How far a backup has come: in pages of a SQLite file (4 KiB), or in rows of PostgreSQL.</summary>
public readonly record struct BackupProgress(long PagesDone, long PagesTotal);
