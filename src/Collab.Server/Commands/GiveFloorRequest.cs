using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Lets a member speak whose hand is up.</summary>
public sealed record GiveFloorRequest : CommandRequest
{
    public required string Member { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/floor";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new GiveFloor { CommandId = CommandId, Actor = actor, Request = request, Member = Member, AsOf = AsOf };
}
