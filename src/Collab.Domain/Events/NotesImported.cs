namespace Collab.Domain.Events;

/// <summary>Notes of a file were brought in: they follow, each as an event of its own.</summary>
/// <param name="Format">What the file was: see <see cref="Importing.NotesFormat"/>.</param>
/// <param name="Notes">How many, replies too.</param>
public sealed record NotesImported(string Format, int Notes) : EventData;
