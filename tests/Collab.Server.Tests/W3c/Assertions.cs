using System.Text.RegularExpressions;

namespace Collab.Server.Tests.W3c;

/// <summary>The assertions that were looked at, and which of them did not hold. The page docs/standards.md says which there are.</summary>
internal sealed partial class Assertions
{
    private readonly Dictionary<string, bool> looked = new(StringComparer.Ordinal);
    private readonly List<string> failed = [];

    public IEnumerable<string> Ids => looked.Keys;

    public IReadOnlyList<string> Failed => failed;

    /// <summary>It must hold every time that it is looked at.</summary>
    public void That(string id, bool holds, object? instead = null)
    {
        looked[id] = holds && looked.GetValueOrDefault(id, true);
        if (!holds)
            failed.Add($"{id}: {instead}");
    }

    /// <summary>Of the table in docs/standards.md: id, level, whether it is met, and the test or the reason.</summary>
    public static IReadOnlyList<(string Id, string Level, string Met, string By)> Table(string page) =>
        [.. Row().Matches(page).Select(row => (row.Groups["id"].Value, row.Groups["level"].Value, row.Groups["met"].Value, row.Groups["by"].Value))];

    [GeneratedRegex(@"^\| (?<id>[A-Z]+-[A-Z0-9/-]+) \| (?<level>[^|]+) \| (?<met>yes|no|n/a) \| (?<by>[^|]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
