namespace Collab.Web.Models;

/// <summary>The page on which a record of the discussion is taken away.</summary>
/// <param name="Origin">Scheme and host for the command line shown ("https://host:5443").</param>
public sealed record ExportModel(
    string Document,
    string Title,
    string Origin,
    IReadOnlyList<ExportChoice> Formats,
    IReadOnlyList<ExportChoice> Scopes,
    string Format,
    string Scope,
    long Seq)
{
    /// <summary>The first lines of what was chosen, or null when it cannot be shown as text.</summary>
    public string? Preview { get; init; }

    /// <summary>How many lines follow the preview.</summary>
    public int MoreLines { get; init; }

    /// <summary>The address of one export.</summary>
    public string Address(string format, string scope) =>
        $"/api/documents/{Uri.EscapeDataString(Document)}/export?format={Uri.EscapeDataString(format)}&scope={Uri.EscapeDataString(scope)}";
}
