namespace Collab.Domain.Seminars;

public static class NameRules
{
    /// <summary>A rule as the wire writes it.</summary>
    public static string NameOf(NameRule rule) => rule switch { NameRule.Pseudonyms => "pseudonyms", NameRule.PseudonymsForAll => "pseudonyms-for-all", _ => "shown" };
}
