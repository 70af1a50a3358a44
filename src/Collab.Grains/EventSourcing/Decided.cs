using System.Collections.Immutable;
using Collab.Contracts;
using Collab.Domain.Events;

namespace Collab.Grains.EventSourcing;

/// <summary>The events that one command of one actor brings about.</summary>
public sealed record Decided(string Actor, Guid Command, string Request, ImmutableArray<Proposal> Proposals)
{
    /// <summary>What the same command was answered before, where the log holds it already; or why it alone of those that are decided with it is refused. It is not written.</summary>
    public Reply? Earlier { get; init; }
}
