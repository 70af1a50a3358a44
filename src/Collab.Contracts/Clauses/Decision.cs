using System.Collections.Immutable;
using Collab.Domain.Commands;
using Collab.Domain.Events;

namespace Collab.Contracts.Clauses;

/// <summary>A command and the events that it was decided to bring about.</summary>
[GenerateSerializer, Immutable, Alias("Collab.Decision")]
public sealed record Decision([property: Id(0)] Command Command, [property: Id(1)] ImmutableArray<Proposal> Proposals);
