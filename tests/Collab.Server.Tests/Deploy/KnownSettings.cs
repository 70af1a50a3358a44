using System.Collections;
using System.Reflection;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Orleans.Configuration;

namespace Collab.Server.Tests.Deploy;

/// <summary>Which environment variables the server knows. One that it does not know is ignored, and nobody hears of a slip of the pen.</summary>
internal static class KnownSettings
{
    private static readonly (string Prefix, Type Options)[] Sections =
    [
        ("Collab__Cluster__Membership__", typeof(ClusterMembershipOptions)),
        ("Collab__Cluster__", typeof(ClusterSettings)),
        ("Collab__Limits__", typeof(LimitsOptions)),
        ("Collab__", typeof(ServerOptions)),
    ];

    /// <summary>Of the runtime, which reads them by itself.</summary>
    private static readonly HashSet<string> Others = ["Logging__Console__FormatterName", "DOTNET_CLI_TELEMETRY_OPTOUT"];

    /// <summary>Fails where the server would not know a variable.</summary>
    public static void Demand(IEnumerable<string> variables) => Assert.All(variables, variable => Assert.True(IsKnown(variable), $"The server knows no setting {variable}."));

    private static bool IsKnown(string variable)
    {
        if (Others.Contains(variable))
            return true;
        var (prefix, options) = Sections.FirstOrDefault(section => variable.StartsWith(section.Prefix, StringComparison.Ordinal));
        if (options is null)
            return false;
        var rest = variable[prefix.Length..].Split("__");
        return options.GetProperty(rest[0]) is { } property && (rest.Length == 1 ? property.CanWrite : rest.Length == 2 && IsList(property) && int.TryParse(rest[1], out _));
    }

    private static bool IsList(PropertyInfo property) => property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable));
}
