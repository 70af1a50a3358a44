namespace Collab.Web.Models;

/// <summary>A target of a note that is on an earlier text.</summary>
/// <param name="Target">Its place among the note's targets, from 0.</param>
/// <param name="Point">Where it was, as it was called.</param>
/// <param name="Revision">The revision that it is on.</param>
public sealed record EarlierNote(string Annotation, int Number, int Version, int Target, string Author, ClauseModel? Point, int Revision)
{
    /// <summary>The words that it was on; null for the whole point.</summary>
    public string? Quote { get; init; }

    /// <summary>What it says, without marks of Markdown; null where it may not be read.</summary>
    public string? Text { get; init; }

    /// <summary>Whether a person has said that it stays there.</summary>
    public bool Kept { get; init; }

    /// <summary>Only its author sees it, and places it by editing it.</summary>
    public bool Private { get; init; }

    /// <summary>Where it can be placed.</summary>
    public IReadOnlyList<PlaceOffered> Places { get; init; } = [];
}
