using System.Collections.Immutable;
using Collab.Domain.Sessions;

namespace Collab.Domain.Events;

/// <summary>The points in the order of the session: these in place of all before.</summary>
public sealed record AgendaSet(ImmutableArray<AgendaItem> Items) : EventData;
