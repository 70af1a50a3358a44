namespace Collab.Domain.Commands;

/// <summary>A moderator hides the reasons of a stance, or shows them again. The stance itself counts on.</summary>
public sealed record HideStanceReason : Command
{
    public required string Clause { get; init; }

    /// <summary>The id of the stance, of one that was withdrawn too.</summary>
    public required string Stance { get; init; }

    public bool On { get; init; } = true;

    /// <summary>Why, for everybody to read.</summary>
    public string? Reason { get; init; }

    public override string? Home => Clause;
}
