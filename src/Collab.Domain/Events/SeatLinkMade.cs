namespace Collab.Domain.Events;

/// <summary>An owner made a link that moves a member's seat to whoever opens it. Its secret is not known here, nor its hash.</summary>
public sealed record SeatLinkMade(string Member, DateTimeOffset Expires) : EventData;
