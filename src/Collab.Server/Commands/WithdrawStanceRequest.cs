using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Takes one's stance on a point back.</summary>
public sealed record WithdrawStanceRequest : ClauseRequest
{
    public long? AsOf { get; init; }

    internal override string Path => $"/clauses/{Clause}/stance/withdraw";

    internal override IEnumerable<string> Actions => ["take-stance"];

    internal override Command ToCommand(string actor, string request) =>
        new WithdrawStance { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, AsOf = AsOf };
}
