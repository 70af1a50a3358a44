using System.Collections.Immutable;

namespace Collab.Domain.Commands;

/// <summary>Close the session that is open.</summary>
public sealed record CloseSession : Command
{
    /// <summary>Filled in by the document's grain: the members whom it saw here since the session was opened.</summary>
    public ImmutableArray<string> Attended { get; init; } = [];

    public override string? Home => null;
}
