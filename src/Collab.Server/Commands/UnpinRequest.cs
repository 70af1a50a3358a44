using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Takes a pin off a point; off every point where none is named.</summary>
public sealed record UnpinRequest : AnnotationRequest
{
    public string? Clause { get; init; }

    /// <summary>Of no meaning here: what placed the pin may be sent again as it is.</summary>
    public int? Order { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "DELETE";

    internal override string Path => $"/annotations/{Annotation}/pin";

    internal override IEnumerable<string> Actions => ["pin"];

    internal override Command ToCommand(string actor, string request) =>
        new RemovePin { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, Clause = Clause, AsOf = AsOf };
}
