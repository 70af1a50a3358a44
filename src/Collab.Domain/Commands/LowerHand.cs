namespace Collab.Domain.Commands;

/// <summary>Ask to speak no longer, or answer for somebody else that they shall not now.</summary>
public sealed record LowerHand : Command
{
    /// <summary>Whose; null for one's own.</summary>
    public string? Member { get; init; }

    public override string? Home => null;
}
