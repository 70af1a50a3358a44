namespace Collab.Domain.Commands;

/// <summary>Take those who follow to a point, and offer it to the others.</summary>
public sealed record LeadTo : Command
{
    public required string Clause { get; init; }

    public override string? Home => null;
}
