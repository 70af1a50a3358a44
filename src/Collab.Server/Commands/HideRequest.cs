using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Hides the words of a note from everyone but its author and moderators.</summary>
public sealed record HideRequest : AnnotationRequest
{
    public string? Reason { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/hide";

    internal override IEnumerable<string> Actions => ["hide-annotation"];

    internal override Command ToCommand(string actor, string request) =>
        new HideAnnotation { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Reason = Reason, AsOf = AsOf };
}
