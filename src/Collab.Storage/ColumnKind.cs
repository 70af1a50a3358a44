namespace Collab.Storage;

/// <summary>What a column holds, and how each database keeps it.</summary>
internal enum ColumnKind
{
    /// <summary>SQLite: integer. PostgreSQL: bigint.</summary>
    Number,

    /// <summary>SQLite: integer. PostgreSQL: integer.</summary>
    SmallNumber,

    /// <summary>SQLite: integer, 0 or 1. PostgreSQL: boolean.</summary>
    Flag,

    /// <summary>SQLite: text. PostgreSQL: text.</summary>
    Text,

    /// <summary>SQLite: text. PostgreSQL: bytea, in UTF-8.</summary>
    TextAsBytes,

    /// <summary>SQLite: blob. PostgreSQL: bytea.</summary>
    Bytes,

    /// <summary>SQLite: blob of 16 bytes. PostgreSQL: uuid.</summary>
    Id,
}
