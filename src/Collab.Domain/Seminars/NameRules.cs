namespace Collab.Domain.Seminars;

/// <summary>How names are shown, as the wire calls it.</summary>
public static class NameRules
{
    /// <summary>A rule as the wire writes it.</summary>
    public static string NameOf(NameRule rule) => rule switch { NameRule.Pseudonyms => "pseudonyms", NameRule.PseudonymsForAll => "pseudonyms-for-all", _ => "shown" };

    /// <exception cref="RefusalException"><c>bad-request</c>: there is no such rule.</exception>
    public static NameRule Find(string name) => name switch
    {
        "shown" => NameRule.Shown,
        "pseudonyms" => NameRule.Pseudonyms,
        "pseudonyms-for-all" => NameRule.PseudonymsForAll,
        _ => throw new RefusalException("bad-request", "Names are shown, pseudonyms, or pseudonyms-for-all."),
    };
}
