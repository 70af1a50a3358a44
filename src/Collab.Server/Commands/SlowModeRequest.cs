using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Sets the pause between two notes or replies of one member.</summary>
public sealed record SlowModeRequest : CommandRequest
{
    public required int Seconds { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/slow-mode";

    internal override IEnumerable<string> Actions => ["close-document"];

    internal override Command ToCommand(string actor, string request) =>
        new SetSlowMode { CommandId = CommandId, Actor = actor, Request = request, Seconds = Seconds, AsOf = AsOf };
}
