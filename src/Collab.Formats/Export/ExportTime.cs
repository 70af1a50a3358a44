using System.Globalization;

namespace Collab.Formats.Export;

/// <summary>How times are written. Nothing depends on the machine's culture.</summary>
internal static class ExportTime
{
    /// <summary>For people: "23 November 2026, 08:30 UTC", "23 November 2026, 09:30 (UTC+01:00)".</summary>
    public static string Long(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.ToString("d MMMM yyyy, HH:mm ", CultureInfo.InvariantCulture) + (IsUtc(zone) ? "UTC" : $"({Offset(local)})");
    }

    /// <summary>For programs, with the zone's offset: "2026-11-23T09:30:00.123+01:00".</summary>
    public static string Iso(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(IsUtc(zone) ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>To the last tick, in UTC.</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    /// <summary>What a colophon says about the times of the export.</summary>
    public static string Zone(TimeZoneInfo zone) => IsUtc(zone) ? "UTC" : $"the zone {zone.Id}, with its difference from UTC";

    private static bool IsUtc(TimeZoneInfo zone) => zone.Equals(TimeZoneInfo.Utc);

    private static string Offset(DateTimeOffset local) =>
        "UTC" + (local.Offset < TimeSpan.Zero ? "−" : "+") + local.Offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
}
