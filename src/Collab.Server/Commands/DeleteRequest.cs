using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Takes one's own words back.</summary>
public sealed record DeleteRequest : AnnotationRequest
{
    /// <summary>The version that the caller has seen; null where they do not mind.</summary>
    internal int? Version { get; init; }

    internal override string Verb => "DELETE";

    internal override string Path => $"/annotations/{Annotation}";

    internal override IEnumerable<string> Actions => ["delete-annotation"];

    internal override Command ToCommand(string actor, string request) =>
        new DeleteAnnotation { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Version = Version };
}
