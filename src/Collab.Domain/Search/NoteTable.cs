using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Search;

/// <summary>The notes of a document by their number, as they are at one moment. What an index names is found here without looking for it.</summary>
public sealed class NoteTable
{
    private readonly Annotation?[] _notes;

    private NoteTable(DocumentState state, Annotation?[] notes) => (State, _notes) = (state, notes);

    public DocumentState State { get; }

    /// <summary>All notes in the order of their numbers.</summary>
    public IEnumerable<Annotation> Notes => _notes.OfType<Annotation>();

    public static NoteTable Of(DocumentState state) => new NoteTable(DocumentState.New(state.Header.Id, state.Header.Epoch), []).At(state);

    public Annotation? Find(int number) => number < _notes.Length ? _notes[number] : null;

    /// <summary>The table of another moment: only clauses in which something has changed are read again.</summary>
    public NoteTable At(DocumentState state)
    {
        if (ReferenceEquals(state, State))
            return this;
        // Another log, such as one that was restored: nothing of the former is in it.
        if (state.Header.Epoch != State.Header.Epoch || state.Header.Seq < State.Header.Seq)
            return Of(state);
        var notes = new Annotation?[state.Header.LastNumber + 1];
        Array.Copy(_notes, notes, Math.Min(_notes.Length, notes.Length));
        foreach (var home in state.ByClause.Select(home => (home.Value, Before: State.At(home.Key))).Prepend((state.Own, State.Own)).Where(home => !ReferenceEquals(home.Item1, home.Item2)))
        {
            foreach (var note in home.Item1.Annotations.Values)
                notes[note.Number] = note;
        }

        return new NoteTable(state, notes);
    }

    /// <summary>The notes whose words may be others than they were.</summary>
    /// <param name="seq">What is known already.</param>
    public IEnumerable<Annotation> ChangedSince(long seq) => Notes.Where(note => note.Seq > seq || note.Changed > seq);
}
