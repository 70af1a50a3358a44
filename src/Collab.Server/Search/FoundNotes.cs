using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Search;

namespace Collab.Server.Search;

/// <summary>What was found, in the order that was asked for, page by page.</summary>
internal static class FoundNotes
{
    /// <summary>Notes of one answer.</summary>
    public const int PageSize = 100;

    /// <summary>Of more than these, the newest are weighed for their relevance and the others follow them: to weigh one is to read it.</summary>
    public const int MostWeighed = 1000;

    /// <param name="notes">What was found, by number.</param>
    /// <param name="order">Null for the order of their numbers.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="header">The document.</param>
    /// <exception cref="RefusalException"><c>bad-request</c>: there is no such order.</exception>
    public static IReadOnlyList<Annotation> Sort(List<Annotation> notes, string? order, NoteQuery query, DocumentHeader header)
    {
        switch (order)
        {
            case null or "number":
                return notes;
            case "newest":
                notes.Reverse();
                return notes;
            case "point":
                var places = header.Clauses.Select((clause, at) => (clause.Id, at)).ToImmutableDictionary(clause => clause.Id, clause => clause.at);
                return [.. notes.OrderBy(note => places.GetValueOrDefault(note.Targets.FirstOrDefault()?.Clause ?? note.Home ?? "", -1)).ThenBy(note => note.Number)];
            case "relevance":
                var weighed = notes[^Math.Min(notes.Count, MostWeighed)..];
                return [.. weighed.OrderByDescending(query.Relevance).ThenByDescending(note => note.Number), .. notes.SkipLast(MostWeighed).Reverse()];
            default:
                throw new RefusalException("bad-request", "sort is one of number, newest, point and relevance.");
        }
    }

    /// <summary>Those after the note with this number; by number also where there is no such note.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: the note is not among them any more.</exception>
    public static IEnumerable<Annotation> After(this IReadOnlyList<Annotation> notes, long number, string? order)
    {
        if (number == 0)
            return notes;
        if (order is null or "number")
            return notes.SkipWhile(note => note.Number <= number);
        if (order == "newest")
            return notes.SkipWhile(note => note.Number >= number);
        var at = notes.TakeWhile(note => note.Number != number).Count();
        return at < notes.Count ? notes.Skip(at + 1) : throw new RefusalException("bad-request", "The note of after is not among what is found any more. Begin again without after.");
    }
}
