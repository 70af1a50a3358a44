using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Lets a waiting note out.</summary>
public sealed record ApproveRequest : QueueRequest
{
    /// <summary>Where the stance for which the note speaks can be taken no longer.</summary>
    public bool WithoutStance { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/approve";

    internal override IEnumerable<string> Actions => ["approve"];

    internal override Command ToCommand(string actor, string request) =>
        new ApproveNote { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, WithoutStance = WithoutStance, AsOf = AsOf };
}
