using System.Text.RegularExpressions;
using Collab.Server.Hosting;
using Orleans.Configuration;
using Silo = Collab.Server.Hosting.Silo;

namespace Collab.Server.Tests.Docs;

public sealed partial class ClustersPageTests
{
    private static readonly string Page = Repository.Read("docs", "clusters.md");

    [Fact]
    public void Every_setting_of_the_cluster_stands_there_with_its_default_and_no_other() => Assert.Equal(
        typeof(ClusterSettings).GetProperties().Select(property => $"{property.Name} {property.GetValue(new ClusterSettings())}").Order(StringComparer.Ordinal),
        SettingRow().Matches(Page).Select(row => $"{row.Groups["name"].Value} {row.Groups["default"].Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void The_settings_of_membership_stand_there_as_the_code_sets_them()
    {
        var options = new ClusterMembershipOptions();
        Silo.SetMembership(options);
        var rows = MembershipRow().Matches(Page).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["default"].Value);
        Assert.Equal(10, rows.Count);
        Assert.All(rows, row => Assert.Equal(Said(typeof(ClusterMembershipOptions).GetProperty(row.Key)!.GetValue(options)!), row.Value));
    }

    [Fact]
    public void The_ports_stand_there() => Assert.All(
        new[] { Silo.SiloPort, Silo.GatewayPort }, port => Assert.Contains($"| {port} |", Page, StringComparison.Ordinal));

    private static string Said(object value) => value is TimeSpan time ? $"0{time.ToString("g", System.Globalization.CultureInfo.InvariantCulture)}" : value.ToString()!;

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (port)? ?\| (?<default>[^| ]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[\d:.]+) \| [^|]+\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MembershipRow();
}
