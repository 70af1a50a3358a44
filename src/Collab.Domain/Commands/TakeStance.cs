namespace Collab.Domain.Commands;

/// <summary>Take a stance on a point, or another than before.</summary>
public sealed record TakeStance : Command
{
    public required string Clause { get; init; }

    /// <summary>One of the document's scale.</summary>
    public required string Choice { get; init; }

    public string? Reason { get; init; }

    /// <summary>Only where no name shows: refused where somebody has changed that meanwhile.</summary>
    public bool Anonymous { get; init; }

    public override string? Home => Clause;
}
