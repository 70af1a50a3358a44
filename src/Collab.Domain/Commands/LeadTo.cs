using Collab.Domain.Annotations;

namespace Collab.Domain.Commands;

/// <summary>Take those who follow to a point or a passage of it, and offer it to the others.</summary>
public sealed record LeadTo : Command
{
    public required string Clause { get; init; }

    /// <summary>The revision that was seen, and the passage, by quote, by position or by both; the whole point by neither.</summary>
    public int? Revision { get; init; }

    public TextQuoteSelector? Quote { get; init; }

    public TextPositionSelector? Position { get; init; }

    /// <summary>The edition whose words the passage is; null for the first.</summary>
    public string? Edition { get; init; }

    public TargetRequest ToTarget() => new(Clause, Revision, Quote, Position, Edition);

    public override string? Home => null;
}
