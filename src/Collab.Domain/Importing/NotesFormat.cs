namespace Collab.Domain.Importing;

/// <summary>The kinds of files that notes come in.</summary>
public static class NotesFormat
{
    /// <summary>Collab's own JSON.</summary>
    public const string Collab = "json";

    /// <summary>W3C Web Annotations.</summary>
    public const string JsonLd = "jsonld";

    /// <summary>Hypothesis' export.</summary>
    public const string Hypothesis = "hypothesis";

    /// <summary>The comments of a Word document.</summary>
    public const string Docx = "docx";

    /// <summary>Annotations that stand off a TEI text.</summary>
    public const string Tei = "tei";
}
