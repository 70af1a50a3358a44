using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Takes the timer away.</summary>
public sealed record EndTimerRequest : CommandRequest
{
    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/timer/end";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new EndTimer { CommandId = CommandId, Actor = actor, Request = request, AsOf = AsOf };
}
