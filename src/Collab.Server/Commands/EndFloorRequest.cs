using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Says that whoever speaks has spoken.</summary>
public sealed record EndFloorRequest : CommandRequest
{
    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/floor/end";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new EndFloor { CommandId = CommandId, Actor = actor, Request = request, AsOf = AsOf };
}
