using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Closes the document.</summary>
public sealed record CloseRequest : CommandRequest
{
    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/close";

    internal override IEnumerable<string> Actions => ["close-document"];

    internal override Command ToCommand(string actor, string request) =>
        new CloseDocument { CommandId = CommandId, Actor = actor, Request = request, AsOf = AsOf };
}
