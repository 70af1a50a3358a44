using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Leaves a flagged note as it is; with on: false, puts its flags into the queue again.</summary>
public sealed record DismissRequest : QueueRequest
{
    public bool On { get; init; } = true;

    /// <summary>For moderators alone.</summary>
    public string? Reason { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/dismiss";

    internal override IEnumerable<string> Actions => ["see-queue"];

    internal override Command ToCommand(string actor, string request) =>
        new DismissFlags { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, On = On, Reason = Reason, AsOf = AsOf };
}
