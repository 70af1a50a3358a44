using System.Collections.Immutable;

namespace Collab.Domain.Events;

/// <summary>These stances may be taken from here on, and those taken before count no longer.</summary>
public sealed record StancesSet(ImmutableArray<string> Scale, bool Anonymous) : EventData;
