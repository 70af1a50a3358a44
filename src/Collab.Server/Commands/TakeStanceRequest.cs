using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Takes a stance on a point, or another than before.</summary>
public sealed record TakeStanceRequest : ClauseRequest
{
    public required string Stance { get; init; }

    public string? Reason { get; init; }

    /// <summary>Only where no name shows.</summary>
    public bool Anonymous { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/clauses/{Clause}/stance";

    internal override IEnumerable<string> Actions => ["take-stance"];

    internal override Command ToCommand(string actor, string request) =>
        new TakeStance { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, Choice = Stance, Reason = Reason, Anonymous = Anonymous, AsOf = AsOf };
}
