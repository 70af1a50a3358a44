using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Changes one's own words, or what a note is about. Absent fields stay as they are.</summary>
public sealed record EditRequest : AnnotationRequest
{
    public required int Version { get; init; }

    public BodyRequest? Body { get; init; }

    public ImmutableArray<string>? Tags { get; init; }

    public ImmutableArray<TargetRequest>? Targets { get; init; }

    public bool Override { get; init; }

    internal override string Verb => "PATCH";

    internal override string Path => $"/annotations/{Annotation}";

    internal override IEnumerable<string> Actions => Override ? ["edit-annotation", "write-when-locked"] : ["edit-annotation"];

    internal override string? Text => Body?.Text;

    internal override Command ToCommand(string actor, string request) => new EditAnnotation
    {
        CommandId = CommandId,
        Actor = actor,
        Request = request,
        Annotation = Annotation,
        Version = Version,
        Text = Body?.Markdown(),
        Tags = Tags,
        Targets = Targets,
        Override = Override,
        Foreign = Foreign,
    };
}
