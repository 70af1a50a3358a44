namespace Collab.Domain.Seminars;

/// <summary>Under what members see each other.</summary>
public enum NameRule
{
    /// <summary>Under the names they gave.</summary>
    Shown,

    /// <summary>Under pseudonyms; owners and moderators see the names.</summary>
    Pseudonyms,

    /// <summary>Under pseudonyms, whoever looks.</summary>
    PseudonymsForAll,
}
