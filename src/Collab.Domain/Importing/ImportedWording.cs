using System.Collections.Immutable;

namespace Collab.Domain.Importing;

/// <summary>What an imported note said before.</summary>
public sealed record ImportedWording(DateTimeOffset? At, string? Text, ImmutableArray<string> Tags);
