namespace Collab.Domain.Commands;

/// <summary>Let a time run that everybody sees, in place of any that does.</summary>
public sealed record SetTimer : Command
{
    /// <summary>The point that it is for; null for none.</summary>
    public string? Clause { get; init; }

    /// <summary>From 5 to 14,400: four hours.</summary>
    public required int Seconds { get; init; }

    public override string? Home => null;
}
