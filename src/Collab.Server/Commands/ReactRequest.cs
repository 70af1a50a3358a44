using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Gives a note an emoji, or takes it back.</summary>
public sealed record ReactRequest : AnnotationRequest
{
    public required string Emoji { get; init; }

    public required bool On { get; init; }

    internal override string Path => $"/annotations/{Annotation}/react";

    internal override IEnumerable<string> Actions => ["react"];

    internal override Command ToCommand(string actor, string request) =>
        new React { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Emoji = Emoji, On = On };
}
