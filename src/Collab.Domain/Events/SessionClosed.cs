using System.Collections.Immutable;

namespace Collab.Domain.Events;

/// <summary>A moderator closes the session: the timer, the hands and the floor go with it.</summary>
/// <param name="Attended">The members who had the document open meanwhile, as far as the server saw them.</param>
public sealed record SessionClosed(string Session, ImmutableArray<string> Attended) : EventData;
