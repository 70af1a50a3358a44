using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Opens a session.</summary>
public sealed record OpenSessionRequest : CommandRequest
{
    public string? Title { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/session/open";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new OpenSession { CommandId = CommandId, Actor = actor, Request = request, Title = Title, AsOf = AsOf };
}
