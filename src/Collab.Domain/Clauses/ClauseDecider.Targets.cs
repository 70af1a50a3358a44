using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Clauses;

/// <summary>What a note is about, in the text as it is now.</summary>
public static partial class ClauseDecider
{
    /// <param name="known">What the note is about already: that may stay as it is, on an earlier text too, with what a revision made of it.</param>
    /// <param name="mayBeFormer">Whether it may be on an earlier text: what was written for that, and is let out now, is on no other words.</param>
    internal static ImmutableArray<Target> Resolve(ClauseContext context, ImmutableArray<TargetRequest> requests, ImmutableArray<Target> known = default, bool mayBeFormer = false)
    {
        if (requests.Length > MaxTargets)
            throw new RefusalException("bad-request", $"A note takes at most {MaxTargets} targets.");
        return [.. requests.Select(request =>
        {
            if (!known.IsDefault && known.FirstOrDefault(target => IsSame(request, target)) is { } same)
                return same;
            if (request.Edition is not (null or Edition.First))
                return ResolveIn(context, request);
            request = request with { Edition = null };
            if (Former(context, request) is not { } former)
                return Anchoring.Resolve(DemandThere(context, request.Clause).Text, request, context.Revision);
            return mayBeFormer ? Anchoring.Resolve(former.Text, request, request.Revision!.Value) : throw Stale(context.Revision);
        })];
    }

    /// <summary>The clause in the text as it is.</summary>
    /// <exception cref="RefusalException"><c>stale</c>: it is gone; <c>not-found</c>: it never was there.</exception>
    internal static Clause DemandThere(ClauseContext context, string clause)
    {
        if (context.Clauses.TryGetValue(clause, out var there))
            return there;
        throw context.Former.Any(text => text.Find(clause) is not null)
            ? new RefusalException("stale", $"This point is not in the text any more: it is at revision {context.Revision}. What was said there stays; write at a point of the text as it is.")
            : new RefusalException("not-found", "There is no such point in this document.");
    }

    /// <summary>The clause in the revision that the request is of, where it says something else by now; null where it says the same, or the request is of no former text.</summary>
    private static Clause? Former(ClauseContext context, TargetRequest request)
    {
        if (request.Revision is not { } seen || seen == context.Revision)
            return null;
        var text = context.Former.FirstOrDefault(text => text.Revision == seen) ?? throw new RefusalException("stale", $"The text has no revision {seen}: it is at revision {context.Revision}. Read the passage again.");
        return text.Find(request.Clause);
    }

    private static RefusalException Stale(int revision) => new("stale", $"The text was revised since: it is at revision {revision}. Read the passage again.");

    /// <summary>In another edition, whose text is not revised.</summary>
    private static Target ResolveIn(ClauseContext context, TargetRequest request)
    {
        DemandThere(context, request.Clause);
        var edition = context.Editions.FirstOrDefault(edition => edition.Id == request.Edition) ?? throw new RefusalException("not-found", "There is no such edition of this document.");
        if (request.Revision is { } seen && seen != edition.Revision)
            throw new RefusalException("stale", $"The text has no revision {seen}: it is at revision {edition.Revision}. Read the passage again.");
        var clause = edition.Find(request.Clause) ?? throw new RefusalException("not-found", "The point has no text in that edition. Choose words of another edition, or another point.");
        return Anchoring.Resolve(clause.Text, request, edition.Revision);
    }

    private static bool IsSame(TargetRequest request, Target target) => request.Clause == target.Clause && request.Revision == target.Revision && request.Edition == target.Edition && request.Position == target.Position
        && (request.Quote is null || request.Quote.Exact == target.Quote?.Exact);
}
