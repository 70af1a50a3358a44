using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Does not let a waiting note out; with on: false, lets it wait again.</summary>
public sealed record RejectRequest : QueueRequest
{
    public bool On { get; init; } = true;

    /// <summary>Shown to the author.</summary>
    public string? Reason { get; init; }

    public long? AsOf { get; init; }

    internal override string Path => $"/annotations/{Annotation}/reject";

    internal override IEnumerable<string> Actions => ["approve"];

    internal override Command ToCommand(string actor, string request) =>
        new RejectNote { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, On = On, Reason = Reason, AsOf = AsOf };
}
