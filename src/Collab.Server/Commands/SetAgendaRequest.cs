using System.Collections.Immutable;
using Collab.Domain.Commands;
using Collab.Domain.Sessions;

namespace Collab.Server.Commands;

/// <summary>Sets the points in the order of the session.</summary>
public sealed record SetAgendaRequest : CommandRequest
{
    public required ImmutableArray<AgendaItem> Items { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/agenda";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new SetAgenda { CommandId = CommandId, Actor = actor, Request = request, Items = Items, AsOf = AsOf };
}
