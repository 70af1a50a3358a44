using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Answers a note.</summary>
public sealed record ReplyRequest : AnnotationRequest
{
    /// <summary>The note that is answered; null for the one that the path names.</summary>
    public string? Parent { get; init; }

    public required BodyRequest Body { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public bool Override { get; init; }

    internal override string Path => $"/annotations/{Annotation}/replies";

    internal override IEnumerable<string> Actions => Override ? ["reply", "write-when-locked"] : ["reply"];

    internal override string? Text => Body.Text;

    internal override Command ToCommand(string actor, string request) => new AddReply
    {
        CommandId = CommandId,
        Actor = actor,
        Request = request,
        Annotation = Annotation,
        Parent = Parent,
        Text = Body.Markdown(),
        Tags = Tags,
        Override = Override,
        Foreign = Foreign,
    };
}
