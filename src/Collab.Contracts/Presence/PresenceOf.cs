using Collab.Domain.Annotations;

namespace Collab.Contracts.Presence;

/// <summary>Where one connection of a member is. Not an event: nothing durable.</summary>
/// <param name="Connection">The device or tab; a member may have several.</param>
/// <param name="Clause">The point that is read.</param>
/// <param name="SelectionClause">The point that the selection lies in.</param>
/// <param name="Typing">The point at which the member writes.</param>
[GenerateSerializer, Immutable, Alias("Collab.PresenceOf")]
public sealed record PresenceOf(
    [property: Id(0)] string Connection,
    [property: Id(1)] string Member,
    [property: Id(2)] string? Clause,
    [property: Id(3)] string? SelectionClause,
    [property: Id(4)] TextPositionSelector? Selection,
    [property: Id(5)] string? Typing,
    [property: Id(6)] DateTimeOffset At);
