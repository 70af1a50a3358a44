using System.Collections.Immutable;
using Collab.Domain.Sessions;

namespace Collab.Domain.Commands;

/// <summary>Set the points in the order of the session; none to have no agenda.</summary>
public sealed record SetAgenda : Command
{
    public required ImmutableArray<AgendaItem> Items { get; init; }

    public override string? Home => null;
}
