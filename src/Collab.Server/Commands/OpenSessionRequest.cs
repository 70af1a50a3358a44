using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Opens a session.</summary>
public sealed record OpenSessionRequest : CommandRequest
{
    public string? Title { get; init; }

    /// <summary>Whether the agenda becomes what the last session did not come to.</summary>
    public bool CarryOver { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/session/open";

    internal override IEnumerable<string> Actions => ["run-session"];

    internal override Command ToCommand(string actor, string request) =>
        new OpenSession { CommandId = CommandId, Actor = actor, Request = request, Title = Title, CarryOver = CarryOver, AsOf = AsOf };
}
