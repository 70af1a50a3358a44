using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Locks a point.</summary>
public sealed record LockRequest : ClauseRequest
{
    public string? Reason { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/clauses/{Clause}/lock";

    internal override IEnumerable<string> Actions => ["lock"];

    internal override Command ToCommand(string actor, string request) =>
        new LockClause { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, Reason = Reason, AsOf = AsOf };
}
