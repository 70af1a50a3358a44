using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Revisions;

/// <summary>What became of clauses between two revisions.</summary>
/// <param name="Before">None for what is new.</param>
/// <param name="After">None for what is gone.</param>
public sealed record TextChange(ClauseChange Change, ImmutableArray<Clause> Before, ImmutableArray<Clause> After)
{
    /// <summary>The changes from one revision to a later one, in the order of the later; what stayed as it was is left out.</summary>
    /// <param name="from">Between neighbours the pairs tell also what moved, was merged or split; further apart the ids alone tell.</param>
    /// <exception cref="RefusalException"><c>not-found</c>: there is no such revision, or the first is not the earlier.</exception>
    public static IReadOnlyList<TextChange> Between(DocumentHeader header, int from, int to)
    {
        if (from >= to || header.TextOf(from) is not { } before || header.TextOf(to) is not { } after)
            throw new RefusalException("not-found", $"There are no two such revisions of this text. It has {header.Revision}, and the earlier comes first.");
        return Of(before, after, to == from + 1 ? header.Former.First(text => text.Revision == from).Pairs : Pairing.ById(before, after));
    }

    /// <summary>The same of a text that is not there yet.</summary>
    public static IReadOnlyList<TextChange> Of(IReadOnlyList<Clause> before, IReadOnlyList<Clause> after, IReadOnlyList<ClausePair> pairs)
    {
        var known = before.ToDictionary(clause => clause.Id);
        return [.. pairs.Where(pair => pair.Change != ClauseChange.Unchanged).Select(pair => new TextChange(pair.Change, [.. pair.Clauses.Select(id => known[id])], [.. pair.Parts.Select(at => after[at])]))];
    }

    /// <summary>The notes that a step from one revision to a later one touched, with what became of each; by number.</summary>
    /// <param name="after">The document at the moment of the later revision.</param>
    public static IEnumerable<(Annotation Note, Target Target)> Touched(DocumentState after, int from) =>
        after.Annotations.Where(note => !note.IsGone).OrderBy(note => note.Number).SelectMany(note => note.Targets.Where(target => target.Anchor is { } anchor && anchor.From >= from).Select(target => (note, target)));
}
