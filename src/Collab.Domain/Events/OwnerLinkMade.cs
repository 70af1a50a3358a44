namespace Collab.Domain.Events;

/// <summary>The operator's server made a link that lets whoever opens it in as an owner. Its secret is not known here, nor its hash.</summary>
/// <param name="Expires">Until when it can be opened.</param>
/// <param name="Remote">Whether it may be opened on another machine than the server's.</param>
public sealed record OwnerLinkMade(DateTimeOffset Expires, bool Remote) : EventData;
