namespace Collab.Simulation.Tests.Clients;

/// <summary>What all writers know of the document: the notes that they were told of.</summary>
internal sealed class Notebook
{
    private readonly List<Note> _notes = [];

    public IReadOnlyList<Note> Notes => _notes;

    public IReadOnlyList<string> Clauses { get; set; } = [];

    public void Add(string id, string writer) => _notes.Add(new Note(id, writer));

    public void Remove(Note note) => _notes.Remove(note);
}
