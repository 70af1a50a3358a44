namespace Collab.Domain.Commands;

/// <summary>Let a member note what others say aloud, in place of whoever might before.</summary>
public sealed record SetScribe : Command
{
    /// <summary>Null for moderators alone.</summary>
    public string? Member { get; init; }

    public override string? Home => null;
}
