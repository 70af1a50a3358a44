using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Domain.Rounds;

namespace Collab.Server.Commands;

/// <summary>Begins a blind round on a point.</summary>
public sealed record OpenRoundRequest : ClauseRequest
{
    /// <summary>What is told of it while it is open: <c>nothing</c>, <c>counts</c> or <c>names</c>.</summary>
    public required string Show { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/clauses/{Clause}/round/open";

    internal override IEnumerable<string> Actions => ["reveal-round"];

    internal override Command ToCommand(string actor, string request) =>
        new OpenRound { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, Show = ShowOf(Show), AsOf = AsOf };

    private static RoundShow ShowOf(string show) => show switch
    {
        "nothing" => RoundShow.Nothing,
        "counts" => RoundShow.Counts,
        "names" => RoundShow.Names,
        _ => throw new RefusalException("bad-request", "A blind round shows “nothing”, “counts” or “names”. Send one of the three."),
    };
}
