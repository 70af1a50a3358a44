using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Lets a time run that everybody sees.</summary>
public sealed record SetTimerRequest : CommandRequest
{
    public string? Clause { get; init; }

    public required int Seconds { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/timer";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new SetTimer { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, Seconds = Seconds, AsOf = AsOf };
}
