using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Server.Commands;

namespace Collab.Server.W3c;

/// <summary>Puts other words in the place of one's own, with what another program says beside them.</summary>
public sealed record KeptEdit : AnnotationRequest
{
    public required int Version { get; init; }

    /// <summary>Null where there are no words, as before.</summary>
    public string? Markdown { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Null where it is about what it was about.</summary>
    public ImmutableArray<TargetRequest>? Targets { get; init; }

    public required Foreign Foreign { get; init; }

    internal override string Verb => "PUT";

    internal override string Path => $"/annotations/{Annotation}";

    internal override IEnumerable<string> Actions => ["edit-annotation"];

    internal override string? Text => Markdown;

    internal override Command ToCommand(string actor, string request) => new EditAnnotation
    {
        CommandId = CommandId,
        Actor = actor,
        Request = request,
        Annotation = Annotation,
        Version = Version,
        Text = Markdown,
        Tags = Tags,
        Targets = Targets,
        Foreign = Foreign,
    };
}
