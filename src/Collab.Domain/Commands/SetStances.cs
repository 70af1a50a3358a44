using System.Collections.Immutable;

namespace Collab.Domain.Commands;

/// <summary>From now on these stances may be taken, with names or without; those taken before count no longer.</summary>
public sealed record SetStances : Command
{
    /// <summary>In their order: 2 to 12 different ones.</summary>
    public required ImmutableArray<string> Scale { get; init; }

    public bool Anonymous { get; init; }

    public override string? Home => null;
}
