namespace Collab.Formats.Import.Archives;

/// <summary>What the directory of an archive says of one entry. Its sizes are claims until it was inflated.</summary>
internal sealed record ZipEntry(string Name, bool IsDeflated, long CompressedSize, long Size, uint Crc, long Header, long Data);
