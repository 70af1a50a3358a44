namespace Collab.Formats.Export;

/// <summary>What an export needs to know beside the document.</summary>
/// <param name="BaseAddress">Scheme and host, with the path if there is one, under which the server is reached: permanent addresses begin with it.</param>
public sealed record ExportOptions(Uri BaseAddress)
{
    /// <summary>The zone in which times are written for people; the formats for programs always have UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}
