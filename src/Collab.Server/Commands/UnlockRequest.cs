using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Unlocks a point.</summary>
public sealed record UnlockRequest : ClauseRequest
{
    public long? AsOf { get; init; }

    internal override string Path => $"/clauses/{Clause}/unlock";

    internal override IEnumerable<string> Actions => ["lock"];

    internal override Command ToCommand(string actor, string request) =>
        new UnlockClause { CommandId = CommandId, Actor = actor, Request = request, AsOf = AsOf, Clause = Clause };
}
