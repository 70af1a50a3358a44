using System.Collections.Immutable;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Grains.EventSourcing;

namespace Collab.Grains.Clauses;

/// <summary>A command that waits at its clause.</summary>
public sealed class CommandEntry(Command command) : Entry
{
    public Command Command => command;

    public ImmutableArray<Proposal> Proposals { get; set; } = [];
}
