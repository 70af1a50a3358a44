namespace Collab.Formats.Import;

/// <summary>What an import may weigh.</summary>
public static class ImportLimits
{
    /// <summary>Largest file or text in bytes; a text is counted in UTF-8.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>Most lines: 20 MiB of wrapped text has fewer.</summary>
    public const int MaxLines = 500_000;
}
