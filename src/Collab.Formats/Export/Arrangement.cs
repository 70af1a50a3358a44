using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Formats.Export;

/// <summary>Puts the chosen notes into threads, and each thread at its places: once in full, at the first of them, and as a reference at the others. What is partly on an earlier text is in full at the first that it is about as that is now.</summary>
internal sealed class Arrangement
{
    private readonly ImmutableArray<Clause> clauses;
    private readonly NoteFactory factory;
    private readonly ILookup<string?, ExportThread> threads;

    /// <param name="clauses">Those that are exported, in order.</param>
    /// <param name="chosen">By number.</param>
    public Arrangement(ImmutableArray<Clause> clauses, NoteFactory factory, ImmutableArray<Annotation> chosen)
    {
        (this.clauses, this.factory) = (clauses, factory);
        var ids = chosen.Select(a => a.Id).ToHashSet();
        // A merged thread stands under the other one as an answer to the note that began it.
        var answers = chosen.ToLookup(a => (a.ReplyTo ?? a.MergedInto) is { } parent && ids.Contains(parent) ? parent : null);
        var exported = clauses.Select(c => c.Id).ToHashSet();
        threads = answers[null].SelectMany(first => Placed(first, Thread(first, answers), exported)).ToLookup(placed => placed.Clause, placed => placed.Thread);
        Notes = [.. threads.SelectMany(place => place).SelectMany(thread => thread.Notes).OrderBy(n => n.Number).ThenBy(n => n.Annotation.Id, StringComparer.Ordinal)];
    }

    /// <summary>All notes by number.</summary>
    public ImmutableArray<ExportNote> Notes { get; }

    public ImmutableArray<ExportClause> Clauses(ImmutableHashSet<string> locked) =>
        [.. clauses.Select(clause => new ExportClause(clause, locked.Contains(clause.Id),
            [.. threads[clause.Id].OrderBy(thread => thread.Pin?.Order ?? int.MaxValue).ThenBy(thread => thread.Note.Number)]))];

    public ImmutableArray<ExportThread> Whole() => [.. threads[null]];

    private ImmutableArray<ExportNote> Thread(Annotation first, ILookup<string?, Annotation> answers)
    {
        var notes = ImmutableArray.CreateBuilder<ExportNote>();
        var open = new Stack<(Annotation Annotation, int Depth)>([(first, 0)]);
        while (open.TryPop(out var next))
        {
            notes.Add(factory.Make(next.Annotation, next.Depth));
            foreach (var answer in answers[next.Annotation.Id].Reverse())
                open.Push((answer, next.Depth + 1));
        }

        return notes.ToImmutable();
    }

    private IEnumerable<(string? Clause, ExportThread Thread)> Placed(Annotation first, ImmutableArray<ExportNote> notes, HashSet<string> exported)
    {
        var (note, replies) = (notes[0], notes.RemoveAt(0));
        var places = factory.PlacesOf(first).Where(exported.Contains).ToList();
        if (places.Count == 0)
            return [(null, new ExportThread(note, replies, null, null))];
        var home = note.Earlier.IsEmpty ? 0 : Math.Max(0, places.FindIndex(note.IsOn));
        return places.Select((place, i) => (
            (string?)place,
            new ExportThread(note, i == home ? replies : [], note.Pins.FirstOrDefault(p => p.Pin.Clause == place), i == home ? null : factory.NameOf(places[home]))));
    }
}
