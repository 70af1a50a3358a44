namespace Collab.Formats.Archive;

/// <summary>What an archive may claim before it is refused: it may come from anybody.</summary>
public static class ArchiveLimits
{
    /// <summary>Most entries: a text each of a few hundred revisions, the exports, and what is always there.</summary>
    public const int Entries = 2_000;

    /// <summary>
    /// Most bytes of all entries together, unpacked: as they are read in pieces, that is what protects whoever reads. How tightly they are
    /// packed says nothing: a room whose notes say the same again and again is packed 500 times.
    /// </summary>
    public const long Bytes = 8L * 1024 * 1024 * 1024;

    /// <summary>Largest event and largest manifest, in bytes: only these are ever held as a whole.</summary>
    public const int Piece = 64 * 1024 * 1024;
}
