using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Domain.Importing;

namespace Collab.Formats.Import.Notes;

/// <summary>Puts together what a reader finds: authors once each, notes in the order of the file but each before its replies.</summary>
internal sealed class NotesBuilder(string format)
{
    private readonly Dictionary<string, int> authors = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly List<Found> found = [];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<LeftOut> left = [];

    /// <summary>Of the notes, once they are ordered: the place of each by its id in the file.</summary>
    public Dictionary<string, int> Places { get; } = new(StringComparer.Ordinal);

    private sealed record Found(string? Id, ImmutableArray<string> Parents, string? Into, string? IdsOf, FileNote Note);

    /// <summary>The place of an author in the list.</summary>
    /// <param name="key">What the file tells people apart by.</param>
    public int Author(string key, string? name)
    {
        if (authors.TryGetValue(key, out var known))
            return known;
        names.Add(AuthorName.Of(name));
        return authors[key] = names.Count - 1;
    }

    /// <param name="id">What the file calls the note.</param>
    /// <param name="parent">What it calls the one that this one answers; null for a note.</param>
    /// <param name="into">The note under which its thread stands.</param>
    /// <param name="idsOf">The format in whose files it has the same id; null for the format of this one.</param>
    /// <exception cref="RefusalException"><c>too-large</c>: there are more than a file may have.</exception>
    public void Add(string? id, string? parent, FileNote note, string? into = null, string? idsOf = null) => Add(id, parent is null ? [] : [parent], note, into, idsOf);

    /// <param name="parents">What it calls those above this one, the nearest first: where one is gone, the next is answered.</param>
    /// <inheritdoc cref="Add(string?, string?, FileNote, string?, string?)"/>
    public void Add(string? id, ImmutableArray<string> parents, FileNote note, string? into = null, string? idsOf = null)
    {
        if (found.Count == ImportNotes.MostInFile)
            throw new RefusalException("too-large", $"The file has more than {ImportNotes.MostInFile} notes. Divide it into files of as many or fewer, each reply in the file of what it answers or in a later one, and import one after the other.");
        // Of two with one id the first is it.
        if (id is not null && !ids.TryAdd(id, found.Count))
            id = null;
        found.Add(new Found(id, parents, into, idsOf, note));
    }

    public void LeftOut(string what, int count)
    {
        if (count > 0)
            left.Add(new LeftOut(what, count));
    }

    /// <param name="then">Adds what names notes by their places.</param>
    /// <exception cref="RefusalException"><c>too-large</c>: it takes more than one import, and not each note has a name.</exception>
    public NotesFile Build(Func<NotesFile, NotesFile>? then = null)
    {
        var order = new List<int>(found.Count);
        var place = new int[found.Count];
        Array.Fill(place, -1);
        for (var i = 0; i < found.Count; i++)
            Order(i, order, place);
        var notes = order.Select(i => Placed(i, place)).ToImmutableArray();
        // The next import of the same file begins behind what is known to be in.
        if (notes.Length > ImportNotes.Most && notes.Count(note => note.Note.Source is null) is > 0 and var unnamed)
            throw new RefusalException("too-large", $"The file has more than {ImportNotes.Most} notes, and {unnamed} of them have no id of their own, by which the next import would know what is in. Give each an id, or divide the file into smaller ones.");
        foreach (var (id, i) in ids)
            Places[id] = place[i];
        var file = new NotesFile { Format = format, Notes = notes, LeftOut = [.. left] };
        file = then?.Invoke(file) ?? file;
        return file with { Authors = [.. names] };
    }

    /// <summary>First what it answers, and what that answers, if that is not a circle.</summary>
    private void Order(int at, List<int> order, int[] place)
    {
        var chain = new Stack<int>();
        var seen = new HashSet<int>();
        for (int? i = at; i is { } next && place[next] < 0 && seen.Add(next); i = ParentOf(found[next]))
            chain.Push(next);
        foreach (var i in chain)
        {
            place[i] = order.Count;
            order.Add(i);
        }
    }

    private int? ParentOf(Found note) => note.Parents.Where(ids.ContainsKey).Select(parent => (int?)ids[parent]).FirstOrDefault();

    private FileNote Placed(int at, int[] place)
    {
        var one = found[at];
        var parent = ParentOf(one) is { } answered && place[answered] < place[at] ? place[answered] : (int?)null;
        var note = one.Note.Note with
        {
            Source = one.Note.Note.Source ?? (one.Id is { } id ? SourceName.Of(one.IdsOf ?? format, id) : null),
            ReplyTo = parent,
            MergedInto = one.Into is { } into && ids.TryGetValue(into, out var other) && other != at ? place[other] : null,
        };
        var former = one is { Id: { } same, IdsOf: not null } ? SourceName.Of(format, same) : null;
        // Collab's notes have its ids in what other programs write of them, too.
        var elsewhere = one.Parents.TakeWhile(above => parent is null || !ids.ContainsKey(above)).SelectMany(above => new[] { SourceName.Of(format, above), SourceName.Of(NotesFormat.Collab, above) }.Distinct());
        return one.Note with { Note = note, FormerSource = one.Note.FormerSource ?? former, Elsewhere = [.. elsewhere] };
    }
}
