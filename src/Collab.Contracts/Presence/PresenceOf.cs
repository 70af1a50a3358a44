using Collab.Domain.Annotations;

namespace Collab.Contracts.Presence;

/// <summary>
/// The last that one connection of a member did. Not an event: nothing durable. Reports overtake each other, so the one with the later
/// time holds wherever they meet; a heartbeat repeats the report as it was, with its time.
/// </summary>
/// <param name="Connection">The device or tab on one run of one node; a member may have several.</param>
/// <param name="Clause">The point that is read.</param>
/// <param name="SelectionClause">The point that the selection lies in.</param>
/// <param name="Typing">The point at which the member writes.</param>
/// <param name="At">When it was; a node gives no two reports of a document the same time.</param>
/// <param name="Left">Whether it was to leave.</param>
[GenerateSerializer, Immutable, Alias("Collab.PresenceOf")]
public sealed record PresenceOf(
    [property: Id(0)] string Connection,
    [property: Id(1)] string Member,
    [property: Id(2)] string? Clause,
    [property: Id(3)] string? SelectionClause,
    [property: Id(4)] TextPositionSelector? Selection,
    [property: Id(5)] string? Typing,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] bool Left = false);
