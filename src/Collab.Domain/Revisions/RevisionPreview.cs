using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Revisions;

/// <summary>What a new revision would do, before it is there.</summary>
/// <param name="Revision">The revision that it is compared with.</param>
/// <param name="Touched">What becomes of each target whose clause does not say the same; the others stay as they are.</param>
/// <param name="Targets">How many targets of notes are on the text now.</param>
public sealed record RevisionPreview(int Revision, ImmutableArray<ClausePair> Pairs, ImmutableArray<TargetOutcome> Touched, int Targets)
{
    /// <summary>Whether it can be applied: no pair is in doubt.</summary>
    public bool IsSure => Pairs.All(pair => pair.Sure);

    /// <summary>How many targets end so; unchanged are also all those that are not touched.</summary>
    public int Count(AnchorState state) => Touched.Count(outcome => outcome.State == state) + (state == AnchorState.Unchanged ? Targets - Touched.Length : 0);

    public static RevisionPreview Of(DocumentState state, IReadOnlyList<ClauseDraft> parts, ImmutableArray<ClausePair> pairs)
    {
        // What is new has no id yet; nothing is placed there.
        var fresh = 0;
        var next = TextRevision.Clauses(parts, Pairing.Ids(pairs, parts.Count, () => $"new {fresh++}"));
        var reanchoring = new Reanchoring(state.Header.Clauses, next, pairs, state.Header.Revision + 1);
        var notes = state.Annotations.Where(note => !note.IsGone).OrderBy(note => note.Number).ToList();
        return new(state.Header.Revision, pairs, [.. Retargeting.Outcomes(notes, reanchoring)], notes.SelectMany(note => note.Targets).Count(target => Retargeting.IsOn(target, state.Header.Revision)));
    }

    /// <summary>The pairing of a revision's text with the parts: as it is proposed, or as a person corrected it.</summary>
    /// <param name="given">The pairs that they sent, each of the clauses and parts once; null for the proposal.</param>
    /// <param name="confirmed">The places among them of those that they looked at.</param>
    /// <exception cref="RefusalException"><c>stale</c>: there is no such revision; <c>not-paired</c>.</exception>
    public static ImmutableArray<ClausePair> PairsOf(DocumentHeader header, int revision, IReadOnlyList<ClauseDraft> parts, IReadOnlyList<ClausePair>? given, IReadOnlySet<int> confirmed)
    {
        var clauses = header.TextOf(revision) ?? throw new RefusalException("stale", $"The text has no revision {revision}: it is at revision {header.Revision}. Take a preview against that.");
        var proposal = Pairing.Propose(clauses, parts);
        return given is null ? proposal : Pairing.Correct(clauses, parts, proposal, given, confirmed);
    }
}
