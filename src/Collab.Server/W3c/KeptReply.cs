using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Server.Commands;

namespace Collab.Server.W3c;

/// <summary>Answers a note with what another program says beside the answer.</summary>
public sealed record KeptReply : AnnotationRequest
{
    public required string Markdown { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public Foreign? Foreign { get; init; }

    internal override string Path => $"/annotations/{Annotation}/replies";

    internal override IEnumerable<string> Actions => ["reply"];

    internal override string? Text => Markdown;

    internal override Command ToCommand(string actor, string request) => new AddReply
    {
        CommandId = CommandId,
        Actor = actor,
        Request = request,
        Annotation = Annotation,
        Text = Markdown,
        Tags = Tags,
        Foreign = Foreign,
    };
}
