using System.Text.RegularExpressions;
using Collab.Domain;

namespace Collab.Formats.Export;

/// <summary>The zones in which an export can write its times, by their names in the IANA database: as many as the machine knows.</summary>
public static partial class ExportZone
{
    private static readonly Lazy<IReadOnlyList<string>> All = new(() =>
        [TimeZoneInfo.Utc.Id, .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/') && Name().IsMatch(id)).Order(StringComparer.Ordinal)]);

    /// <summary>The names to choose from: UTC, then the others by continent and city.</summary>
    public static IReadOnlyList<string> Names => All.Value;

    /// <param name="name">Null or empty means UTC.</param>
    /// <exception cref="RefusalException"><c>bad-request</c>: the machine knows no such zone.</exception>
    public static TimeZoneInfo Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return TimeZoneInfo.Utc;
        // The runtime opens a file of this name: so it must look like a zone before it is asked.
        return Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new RefusalException("bad-request", "The server knows no such time zone. Name one as the IANA database does, Europe/Paris, or leave it out for UTC.");
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{0,30}(/[A-Za-z0-9_+-]{1,30}){0,2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
