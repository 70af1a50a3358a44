namespace Collab.Formats.Archive;

/// <summary>What an archive may claim before it is refused: it may come from anybody.</summary>
public static class ArchiveLimits
{
    /// <summary>Most entries: a text each of a few hundred revisions, the exports, and what is always there.</summary>
    public const int Entries = 2_000;

    /// <summary>Most bytes of all entries together, unpacked.</summary>
    public const long Bytes = 8L * 1024 * 1024 * 1024;

    /// <summary>Largest event and largest manifest, in bytes: only these are ever held as a whole.</summary>
    public const int Piece = 64 * 1024 * 1024;

    /// <summary>How much larger than what it is packed in an entry may be, beyond <see cref="Small"/> bytes. Notes that say the same again and again come to some 60.</summary>
    public const int Ratio = 300;

    public const int Small = 4 * 1024 * 1024;
}
