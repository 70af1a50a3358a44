using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Formats.Export;

/// <summary>
/// Puts the chosen notes into threads, and each thread at its places: once in full, at the first of them, and as a reference at the others. What is partly on an earlier text is in full at the first that it is about as that is now.
/// It keeps where each note stands; the notes themselves are made when they are read.
/// </summary>
internal sealed class Arrangement
{
    private readonly ImmutableArray<Clause> clauses;
    private readonly NoteFactory factory;
    private readonly Dictionary<string, ImmutableArray<Placed>> placed = [];
    private readonly ImmutableArray<Placed> whole;

    /// <param name="clauses">Those that are exported, in order.</param>
    /// <param name="chosen">By number.</param>
    public Arrangement(ImmutableArray<Clause> clauses, NoteFactory factory, ImmutableArray<Annotation> chosen)
    {
        (this.clauses, this.factory) = (clauses, factory);
        var ids = chosen.Select(a => a.Id).ToHashSet();
        // A merged thread stands under the other one as an answer to the note that began it.
        var answers = chosen.ToLookup(a => (a.ReplyTo ?? a.MergedInto) is { } parent && ids.Contains(parent) ? parent : null);
        var exported = clauses.Select(c => c.Id).ToHashSet();
        var (at, nowhere, notes) = (new Dictionary<string, List<Placed>>(), new List<Placed>(), ImmutableArray.CreateBuilder<Standing>(chosen.Length));
        foreach (var first in answers[null])
        {
            var thread = Thread(first, answers);
            notes.AddRange(thread);
            List<string> places = [.. factory.PlacesOf(first).Where(exported.Contains)];
            var home = places.Count == 0 ? -1 : Home(first, places);
            if (home < 0)
                nowhere.Add(new(thread, null, null));
            foreach (var (i, place) in places.Index())
                (at.TryGetValue(place, out var list) ? list : at[place] = []).Add(new(thread, factory.PinsOf(first.Id).FirstOrDefault(pin => pin.Pin.Clause == place), i == home ? null : factory.NameOf(places[home])));
        }

        foreach (var (place, list) in at)
            placed[place] = [.. list.OrderBy(thread => thread.Pin?.Order ?? int.MaxValue).ThenBy(thread => thread.Number)];
        whole = [.. nowhere];
        notes.Sort((one, other) => one.Annotation.Number != other.Annotation.Number ? one.Annotation.Number.CompareTo(other.Annotation.Number) : string.CompareOrdinal(one.Annotation.Id, other.Annotation.Id));
        Numbers = [.. notes.Select(note => note.Annotation.Number)];
        Notes = new OnDemand<Standing, ExportNote>(notes.DrainToImmutable(), Make);
    }

    /// <summary>All notes by number.</summary>
    public IReadOnlyList<ExportNote> Notes { get; }

    /// <summary>Their numbers, ascending.</summary>
    public ImmutableArray<int> Numbers { get; }

    public ImmutableArray<ExportClause> Clauses(ImmutableHashSet<string> locked) =>
        [.. clauses.Select(clause => new ExportClause(clause, locked.Contains(clause.Id), Threads(placed.GetValueOrDefault(clause.Id, []))))];

    public IReadOnlyList<ExportThread> Whole() => Threads(whole);

    private OnDemand<Placed, ExportThread> Threads(ImmutableArray<Placed> at) => new(at, Make);

    private ExportNote Make(Standing standing) => factory.Make(standing.Annotation, standing.Depth);

    private ExportThread Make(Placed thread) => new(
        thread.Number, () => Make(thread.Thread[0]), new OnDemand<Standing, ExportNote>(thread.At is null ? thread.Thread.RemoveAt(0) : [], Make), thread.Pin, thread.At);

    private static ImmutableArray<Standing> Thread(Annotation first, ILookup<string?, Annotation> answers)
    {
        if (!answers.Contains(first.Id))
            return [new(first, 0)];
        var notes = ImmutableArray.CreateBuilder<Standing>();
        var open = new Stack<Standing>([new(first, 0)]);
        while (open.TryPop(out var next))
        {
            notes.Add(next);
            foreach (var answer in answers[next.Annotation.Id].Reverse())
                open.Push(new(answer, next.Depth + 1));
        }

        return notes.DrainToImmutable();
    }

    /// <summary>Which of its places has the thread in full.</summary>
    private int Home(Annotation first, List<string> places) =>
        places.Count > 1 && factory.Make(first, 0) is { IsOfEarlier: true } note ? Math.Max(0, places.FindIndex(note.IsOn)) : 0;

    private readonly record struct Standing(Annotation Annotation, int Depth);

    /// <param name="Thread">The note that begins it, then what was answered, each after what it answers.</param>
    private readonly record struct Placed(ImmutableArray<Standing> Thread, ExportPin? Pin, string? At)
    {
        public int Number => Thread[0].Annotation.Number;
    }
}
