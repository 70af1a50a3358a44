using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Opens a settled thread again.</summary>
public sealed record ReopenRequest : AnnotationRequest
{
    public string? Reason { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/reopen";

    internal override IEnumerable<string> Actions => ["resolve"];

    internal override Command ToCommand(string actor, string request) =>
        new ReopenThread { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Reason = Reason, AsOf = AsOf };
}
