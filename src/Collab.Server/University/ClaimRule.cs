namespace Collab.Server.University;

/// <summary>Means everybody of whom a claim says exactly one value.</summary>
public class ClaimRule
{
    /// <summary>The claim: text, or a list of texts.</summary>
    public string Claim { get; set; } = "";

    /// <summary>Compared letter by letter.</summary>
    public string Value { get; set; } = "";
}
