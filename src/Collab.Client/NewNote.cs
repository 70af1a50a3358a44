namespace Collab.Client;

/// <summary>A note to be written.</summary>
/// <param name="Text">Markdown.</param>
public sealed record NewNote(string Text)
{
    /// <summary>None: the note is on the document.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>commenting, questioning and others of the W3C's words.</summary>
    public string? Motivation { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Into my own notebook, which nobody else reads.</summary>
    public bool Private { get; init; }

    /// <summary>Pins it to its one clause at once; takes the right to pin.</summary>
    public bool Pin { get; init; }

    /// <summary>Writes at a locked clause, as a moderator.</summary>
    public bool Override { get; init; }
}
