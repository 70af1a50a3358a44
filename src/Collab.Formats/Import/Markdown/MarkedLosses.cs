namespace Collab.Formats.Import.Markdown;

/// <summary>What an import of Markdown left out, or could not keep as it was.</summary>
internal sealed class MarkedLosses
{
    /// <summary>Passages that are struck out.</summary>
    public int Struck { get; set; }

    /// <summary>Beginnings or ends of what is struck out that have no other in their paragraph: the words were read.</summary>
    public int Unclosed { get; set; }

    /// <summary>Raised or lowered passages that came in line with the rest.</summary>
    public int Raised { get; set; }
}
