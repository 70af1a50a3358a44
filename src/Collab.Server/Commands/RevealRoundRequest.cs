using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Ends the blind round on a point, and shows what was written.</summary>
public sealed record RevealRoundRequest : ClauseRequest
{
    public long? AsOf { get; init; }

    internal override string Path => $"/clauses/{Clause}/round/reveal";

    internal override IEnumerable<string> Actions => ["reveal-round"];

    internal override Command ToCommand(string actor, string request) =>
        new RevealRound { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, AsOf = AsOf };
}
