namespace Collab.Domain.Seminars;

/// <summary>The rules that a seminar has given itself.</summary>
/// <param name="Names">Under what members see each other.</param>
/// <param name="RetentionDays">How many days it is kept after the last thing that happened; null for as long as the server keeps it.</param>
/// <param name="GuestsExport">Whether guests take away more than their own words.</param>
public sealed record SeminarSettings(NameRule Names = NameRule.Shown, int? RetentionDays = null, bool GuestsExport = true)
{
    /// <summary>Most days that can be asked for: a hundred years.</summary>
    public const int MaxRetentionDays = 36_525;

    public static SeminarSettings Default { get; } = new();
}
