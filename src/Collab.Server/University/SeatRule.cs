namespace Collab.Server.University;

/// <summary>Gives a seat to everybody whom the claim means.</summary>
public sealed class SeatRule : ClaimRule
{
    /// <summary>The id of the seminar.</summary>
    public string Seminar { get; set; } = "";

    /// <summary>The role, by its name on the wire.</summary>
    public string Role { get; set; } = "";
}
