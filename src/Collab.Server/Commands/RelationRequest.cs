using Collab.Domain;
using Collab.Domain.Relations;

namespace Collab.Server.Commands;

/// <summary>A command about what one note is to another.</summary>
public abstract record RelationRequest : AnnotationRequest
{
    /// <summary><c>answers</c>, <c>contradicts</c> or <c>supports</c>.</summary>
    public required string Relation { get; init; }

    /// <summary>The other note.</summary>
    public required string To { get; init; }

    private protected RelationKind Kind => Relation switch
    {
        "answers" => RelationKind.Answers,
        "contradicts" => RelationKind.Contradicts,
        "supports" => RelationKind.Supports,
        _ => throw new RefusalException("bad-request", "A note “answers”, “contradicts” or “supports” another. Send one of the three."),
    };
}
