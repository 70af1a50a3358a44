using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Takes a hiding back.</summary>
public sealed record UnhideRequest : AnnotationRequest
{
    public string? Reason { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/unhide";

    internal override IEnumerable<string> Actions => ["hide-annotation"];

    internal override Command ToCommand(string actor, string request) =>
        new ShowAnnotation { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Reason = Reason, AsOf = AsOf };
}
