using Collab.Domain.Policy;

namespace Collab.Domain.Events;

/// <summary>A join code lets nobody in any more: somebody stopped it or, where the actor is the server, nobody showed it on.</summary>
/// <param name="Shown">The seq at which it was shown; 0 where the record does not say that it was.</param>
public sealed record CodeEnded(long Shown, Role Role) : EventData;
