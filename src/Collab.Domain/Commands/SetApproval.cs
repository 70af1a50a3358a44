namespace Collab.Domain.Commands;

/// <summary>From now on notes and replies wait for a moderator before others see them, or do so no longer. Moderators write as before.</summary>
public sealed record SetApproval : Command
{
    public required bool On { get; init; }

    public override string? Home => null;
}
