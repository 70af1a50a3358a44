namespace Collab.Server.University;

/// <summary>Gives a seat to everybody of whom a claim says exactly one value.</summary>
public sealed class SeatRule
{
    /// <summary>The claim: text, or a list of texts.</summary>
    public string Claim { get; set; } = "";

    /// <summary>Compared letter by letter.</summary>
    public string Value { get; set; } = "";

    /// <summary>The id of the seminar.</summary>
    public string Seminar { get; set; } = "";

    /// <summary>The role, by its name on the wire.</summary>
    public string Role { get; set; } = "";
}
