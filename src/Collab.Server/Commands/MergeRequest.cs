using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Has a thread stand under another that says the same.</summary>
public sealed record MergeRequest : AnnotationRequest
{
    /// <summary>The note that began the other.</summary>
    public required string Into { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/merge";

    internal override IEnumerable<string> Actions => ["merge-threads"];

    internal override Command ToCommand(string actor, string request) =>
        new MergeThread { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Into = Into, AsOf = AsOf };
}
