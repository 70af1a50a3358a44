using System.Collections.Immutable;

namespace Collab.Domain.Annotations;

/// <summary>What an annotation said at one version.</summary>
public sealed record Wording(int Version, DateTimeOffset At, Body? Body, ImmutableArray<string> Tags);
