using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Settles a thread.</summary>
public sealed record ResolveRequest : AnnotationRequest
{
    public string? Reason { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/resolve";

    internal override IEnumerable<string> Actions => ["resolve"];

    internal override Command ToCommand(string actor, string request) =>
        new ResolveThread { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Reason = Reason, AsOf = AsOf };
}
