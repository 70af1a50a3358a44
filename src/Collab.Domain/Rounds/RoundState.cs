namespace Collab.Domain.Rounds;

/// <summary>How a round stands.</summary>
public enum RoundState
{
    Open,
    Revealed,

    /// <summary>Its notes stay their authors' alone.</summary>
    Cancelled,
}
