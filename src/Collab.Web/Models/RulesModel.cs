namespace Collab.Web.Models;

/// <summary>The rules that a seminar has given itself.</summary>
/// <param name="Names">shown, pseudonyms or pseudonyms-for-all.</param>
/// <param name="GuestsExport">Whether guests take away more than their own words.</param>
public sealed record RulesModel(string Names, bool GuestsExport)
{
    /// <summary>Whether how names are shown can no longer be changed.</summary>
    public bool Settled { get; init; }

    /// <summary>Days that everything is kept after the last thing that happened; null where the seminar does not say.</summary>
    public int? Days { get; init; }

    /// <summary>What holds where the seminar does not say; null for without an end.</summary>
    public int? ServerDays { get; init; }

    /// <summary>When the seminar ends if nothing happens in it; null where that is not near.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>Whether the reader may change them.</summary>
    public bool MayChange { get; init; }
}
