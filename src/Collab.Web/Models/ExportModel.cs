namespace Collab.Web.Models;

/// <summary>The page on which a record of the discussion is taken away.</summary>
/// <param name="Origin">Scheme and host for the command line shown ("https://host:5443").</param>
/// <param name="Scope">The chosen one of <paramref name="Scopes"/>; "clause" for the one point of <see cref="Point"/>.</param>
public sealed record ExportModel(
    string Document,
    string Title,
    string Origin,
    IReadOnlyList<ExportChoice> Formats,
    IReadOnlyList<ExportChoice> Scopes,
    string Format,
    string Scope)
{
    /// <summary>Every part of the text, to choose one.</summary>
    public IReadOnlyList<ExportChoice> Points { get; init; } = [];

    /// <summary>The id of the part that is chosen, or null.</summary>
    public string? Point { get; init; }

    /// <summary>The notes to pick from.</summary>
    public ExportPicks Picks { get; init; } = ExportPicks.None;

    /// <summary>The state that was asked for, as it was typed; empty for the latest.</summary>
    public string AsOf { get; init; } = "";

    /// <summary>The latest state of the record.</summary>
    public long Head { get; init; }

    /// <summary>The state that is shown, and when it was reached.</summary>
    public long Seq { get; init; }

    /// <inheritdoc cref="Seq"/>
    public DateTimeOffset At { get; init; }

    /// <summary>The names of the time zones, UTC first.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The chosen one.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>What follows the format in the address of the export ("scope=all").</summary>
    public string Query { get; init; } = "";

    /// <summary>Why what was asked for cannot be had, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The code of that.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The first lines of what was chosen, or null when it cannot be shown as text.</summary>
    public string? Preview { get; init; }

    /// <summary>Whether I may have another program told.</summary>
    public bool MaySetWebhooks { get; init; }

    /// <summary>Whether I may bring notes in.</summary>
    public bool MayImport { get; init; }

    /// <summary>Whether the document has a page for Hypothesis' client.</summary>
    public bool Hypothesis { get; init; }

    /// <summary>Whether the whole of it may be taken, with its log.</summary>
    public bool MayArchive { get; init; }

    /// <summary>The address of that.</summary>
    public string ArchiveAddress => $"/api/documents/{Uri.EscapeDataString(Document)}/archive";

    /// <summary>The address of what was chosen, in a format.</summary>
    public string Address(string format) => $"/api/documents/{Uri.EscapeDataString(Document)}/export?format={Uri.EscapeDataString(format)}&{Query}";
}
