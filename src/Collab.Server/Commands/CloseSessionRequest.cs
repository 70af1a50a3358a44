using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Closes the session that is open.</summary>
public sealed record CloseSessionRequest : CommandRequest
{
    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/session/close";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new CloseSession { CommandId = CommandId, Actor = actor, Request = request, AsOf = AsOf };
}
