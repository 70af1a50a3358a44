using System.Collections.Immutable;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Sets which stances may be taken, and whether names show.</summary>
public sealed record SetStancesRequest : CommandRequest
{
    public required ImmutableArray<string> Scale { get; init; }

    public required bool Anonymous { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/stances";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new SetStances { CommandId = CommandId, Actor = actor, Request = request, Scale = Scale, Anonymous = Anonymous, AsOf = AsOf };
}
