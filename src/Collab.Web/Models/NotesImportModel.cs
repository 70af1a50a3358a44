namespace Collab.Web.Models;

/// <summary>The way in for notes of a file.</summary>
/// <param name="Antiforgery">The field of the forms.</param>
/// <param name="Points">The parts of the text, in their order.</param>
public sealed record NotesImportModel(string Document, string Title, AntiforgeryField Antiforgery, IReadOnlyList<ClauseModel> Points)
{
    /// <summary>The file as the form carries it on, or null before one was sent.</summary>
    public string? Kept { get; init; }

    /// <summary>What kind of file it is, as the wire has it; null where none could be read.</summary>
    public string? Format { get; init; }

    /// <summary>The notes that have a place.</summary>
    public IReadOnlyList<PlacedRow> Placed { get; init; } = [];

    /// <summary>Those that have none.</summary>
    public IReadOnlyList<UnplacedRow> Unplaced { get; init; } = [];

    /// <summary>What else in the file does not come, and how often it is there.</summary>
    public IReadOnlyList<(string What, int Count)> LeftOut { get; init; } = [];

    /// <summary>The points that were chosen, by the notes' places in the file.</summary>
    public IReadOnlyDictionary<int, string> Choices { get; init; } = new Dictionary<int, string>();

    /// <summary>True when they have just been brought in.</summary>
    public bool Done { get; init; }

    /// <summary>What was refused, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The code of that.</summary>
    public string? ErrorCode { get; init; }
}
