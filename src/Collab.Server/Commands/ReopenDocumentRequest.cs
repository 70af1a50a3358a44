using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Opens a closed document again.</summary>
public sealed record ReopenDocumentRequest : CommandRequest
{
    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/reopen";

    internal override IEnumerable<string> Actions => ["close-document"];

    internal override Command ToCommand(string actor, string request) =>
        new ReopenDocument { CommandId = CommandId, Actor = actor, Request = request, AsOf = AsOf };
}
