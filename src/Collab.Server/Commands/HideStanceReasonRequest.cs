using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Hides the reasons of a stance; with on: false, shows them again.</summary>
public sealed record HideStanceReasonRequest : ClauseRequest
{
    public required string Stance { get; init; }

    public bool On { get; init; } = true;

    /// <summary>Why, for everybody to read.</summary>
    public string? Reason { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/clauses/{Clause}/stance/hide";

    internal override IEnumerable<string> Actions => ["hide-annotation"];

    internal override Command ToCommand(string actor, string request) =>
        new HideStanceReason { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, Stance = Stance, On = On, Reason = Reason, AsOf = AsOf };
}
