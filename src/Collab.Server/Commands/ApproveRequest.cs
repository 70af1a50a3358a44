using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Lets a waiting note out.</summary>
public sealed record ApproveRequest : QueueRequest
{
    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/approve";

    internal override IEnumerable<string> Actions => ["approve"];

    internal override Command ToCommand(string actor, string request) =>
        new ApproveNote { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, AsOf = AsOf };
}
