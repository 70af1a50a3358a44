using Collab.Domain.Annotations;

namespace Collab.Server.Commands;

/// <summary>A command about one annotation.</summary>
public abstract record AnnotationRequest : CommandRequest
{
    [FromPath]
    public string Annotation { get; init; } = "";

    internal override string Verb => "POST";

    internal override bool IsPrivate => AnnotationId.IsPrivate(Annotation);
}
