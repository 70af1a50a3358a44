namespace Collab.Formats.Import;

/// <summary>What an import may weigh.</summary>
public static class ImportLimits
{
    /// <summary>Largest file or text in bytes; a text is counted in UTF-8.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>Most lines: 20 MiB of wrapped text has fewer.</summary>
    public const int MaxLines = 500_000;

    /// <summary>Most entries of an archive.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>Most bytes of all entries of an archive together, unpacked.</summary>
    public const int MaxUnpackedBytes = 200_000_000;

    /// <summary>How much larger an entry may be than what it is packed in. Prose comes to some 5, Office's XML to some 30.</summary>
    public const int MaxRatio = 100;

    /// <summary>Elements of XML within one another, the outermost counted.</summary>
    public const int MaxXmlDepth = 64;

    public const int MaxXmlAttributes = 256;

    /// <summary>Elements of HTML within one another, those that are never closed counted.</summary>
    public const int MaxHtmlDepth = 256;

    /// <summary>Most elements and pieces of text of one file: they cost some hundred bytes each.</summary>
    public const int MaxNodes = 1_000_000;
}
