namespace Collab.Domain.Rounds;

/// <summary>What everybody, moderators too, is told of a round while it is open.</summary>
public enum RoundShow
{
    Nothing,

    /// <summary>How many notes there are, and by how many members.</summary>
    Counts,

    /// <summary>That, and who has written.</summary>
    Names,
}
