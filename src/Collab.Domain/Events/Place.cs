using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Revisions;

namespace Collab.Domain.Events;

/// <summary>Where a target lies, without the words of its quote.</summary>
/// <param name="Anchor">What a revision made of it before; null for a place that is chosen now.</param>
public sealed record Place(string Clause, int Revision, TextPositionSelector? Position = null, string? Edition = null, Anchor? Anchor = null)
{
    public static Place Of(Target target) => new(target.Clause, target.Revision, target.Position, target.Edition, target.Anchor);

    /// <summary>The places of an event as targets, each with the quote that stands among the event's words.</summary>
    public static ImmutableArray<Target> Targets(ImmutableArray<Place> places, Words? words)
    {
        var targets = ImmutableArray.CreateBuilder<Target>(places.Length);
        foreach (var place in places)
            targets.Add(new Target(place.Clause, place.Revision, words?.Quotes is { } quotes && targets.Count < quotes.Length ? quotes[targets.Count] : null, place.Position, place.Edition) { Anchor = place.Anchor });
        return targets.MoveToImmutable();
    }
}
