namespace Collab.Domain.Seminars;

/// <summary>What somebody changes of a seminar's rules. What they say nothing of stays as it is when it is decided, not as they saw it.</summary>
/// <param name="Names">Null: as it is.</param>
/// <param name="RetentionDays">Null: as it is; 0 for as long as the server keeps it.</param>
/// <param name="GuestsExport">Null: as it is.</param>
public sealed record SettingsChange(NameRule? Names = null, int? RetentionDays = null, bool? GuestsExport = null)
{
    public SeminarSettings Of(SeminarSettings now) => new(
        Names ?? now.Names,
        RetentionDays switch { null => now.RetentionDays, 0 => null, var days => days },
        GuestsExport ?? now.GuestsExport);
}
