using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Says that a note stays on the earlier text that it is on.</summary>
public sealed record KeepRequest : AnnotationRequest
{
    public required int Version { get; init; }

    internal override string Path => $"/annotations/{Annotation}/keep";

    internal override IEnumerable<string> Actions => ["revise-text"];

    internal override bool IsPrivate => false;

    internal override Command ToCommand(string actor, string request) =>
        new KeepNote { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Version = Version };
}
