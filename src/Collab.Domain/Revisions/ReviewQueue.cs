using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Revisions;

/// <summary>
/// The notes on an earlier text, with the places where a person may put them. It is no list of its own: a note is in it as long as a
/// target of it names an earlier revision.
/// </summary>
public sealed class ReviewQueue(DocumentHeader header)
{
    private readonly Dictionary<int, Reanchoring?> _from = [];

    /// <summary>Whether the target is on an earlier text than that revision.</summary>
    public static bool IsUnplaced(Target target, int revision) => target.Edition is null && target.Revision < revision;

    public static bool IsOnEarlierText(Annotation note, int revision) => note.Targets.Any(target => IsUnplaced(target, revision));

    /// <summary>Whether nobody has said yet what is to become of it.</summary>
    public static bool Waits(Annotation note, int revision) => note.Targets.Any(target => IsUnplaced(target, revision) && target.Anchor is not { Kept: true });

    /// <summary>Those of the document, by number; not what is gone for good.</summary>
    public static IEnumerable<Annotation> Of(DocumentState state) =>
        state.Header.Revision == 1 ? [] : state.Annotations.Where(note => !note.IsGone && IsOnEarlierText(note, state.Header.Revision)).OrderBy(note => note.Number);

    /// <summary>Where a person may place it: in the clause that it was in first, then wherever the words stand.</summary>
    public ImmutableArray<Target> Candidates(Target target)
    {
        if (!_from.TryGetValue(target.Revision, out var reanchoring))
            _from[target.Revision] = reanchoring = From(target.Revision);
        return reanchoring is null || !reanchoring.Knows(target) ? [] : reanchoring.CandidatesOf(target);
    }

    private Reanchoring? From(int revision)
    {
        if (header.Former.FirstOrDefault(text => text.Revision == revision) is not { } former)
            return null;
        // What was joined is told by the pairs to the very next text.
        var pairs = revision == header.Revision - 1 ? former.Pairs : Pairing.ById(former.Clauses, header.Clauses);
        return new Reanchoring(former.Clauses, header.Clauses, pairs, header.Revision);
    }
}
