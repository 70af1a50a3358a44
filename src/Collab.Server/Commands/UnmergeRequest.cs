using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Has a merged thread stand by itself again.</summary>
public sealed record UnmergeRequest : AnnotationRequest
{
    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/unmerge";

    internal override IEnumerable<string> Actions => ["merge-threads"];

    internal override Command ToCommand(string actor, string request) =>
        new UnmergeThread { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, AsOf = AsOf };
}
