using System.Text.RegularExpressions;
using Collab.Domain;

namespace Collab.Server.Tests.Docs;

public sealed partial class RefusalsPageTests
{
    [Fact]
    public void Every_refusal_stands_there_with_its_status_and_what_to_do_and_no_other()
    {
        var rows = Row().Matches(Repository.Read("docs", "refusals.md")).Select(row => (Code: row.Groups["code"].Value, Status: int.Parse(row.Groups["status"].Value), Advice: row.Groups["advice"].Value.Trim())).ToList();
        Assert.Equal(
            RefusalCodes.Status.Select(known => $"{known.Key} {known.Value}").Order(StringComparer.Ordinal),
            rows.Select(row => $"{row.Code} {row.Status}").Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.True(row.Advice.Length > 10, row.Code));
    }

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \| (?<status>\d{3}) \| (?<advice>[^|]*) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
