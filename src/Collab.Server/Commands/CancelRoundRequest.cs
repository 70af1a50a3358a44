using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Ends the blind round on a point; what was written stays its authors' alone.</summary>
public sealed record CancelRoundRequest : ClauseRequest
{
    public long? AsOf { get; init; }

    internal override string Path => $"/clauses/{Clause}/round/cancel";

    internal override IEnumerable<string> Actions => ["reveal-round"];

    internal override Command ToCommand(string actor, string request) =>
        new CancelRound { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, AsOf = AsOf };
}
