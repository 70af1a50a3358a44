using System.Collections.Immutable;

namespace Collab.Domain.Annotations;

/// <summary>One emoji and the members who gave it, in the order in which they did.</summary>
public sealed record Reaction(string Emoji, ImmutableArray<string> Members);
