using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Pins a note to a point, or moves its pin.</summary>
public sealed record PinRequest : AnnotationRequest
{
    public required string Clause { get; init; }

    public int? Order { get; init; }

    /// <summary>The pinned note in whose place this one comes.</summary>
    public string? Supersedes { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "PUT";

    internal override string Path => $"/annotations/{Annotation}/pin";

    internal override IEnumerable<string> Actions => ["pin"];

    internal override Command ToCommand(string actor, string request) => new PlacePin
    {
        CommandId = CommandId,
        Actor = actor,
        Request = request,
        Annotation = Annotation,
        Clause = Clause,
        Order = Order,
        Supersedes = Supersedes,
        AsOf = AsOf,
    };
}
