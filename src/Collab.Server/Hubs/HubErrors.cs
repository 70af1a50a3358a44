using System.Collections.Frozen;
using System.Reflection;

namespace Collab.Server.Hubs;

/// <summary>What SignalR makes of an error, as the refusal that it is.</summary>
public static class HubErrors
{
    // SignalR puts words of its own before what the hub says, and names the exception. Where it could not call the hub, they are all there is.
    private const string Said = "HubException: ", NotCalled = "Failed to invoke '";

    private static readonly FrozenSet<string> Methods =
        typeof(ReadingHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(ReadingHub)).Select(method => method.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <returns><c>code: sentence</c>.</returns>
    public static string Of(string error)
    {
        var said = error.IndexOf(Said, StringComparison.Ordinal);
        if (said >= 0 && !error.StartsWith(NotCalled, StringComparison.Ordinal))
            return error[(said + Said.Length)..];
        // The method is quoted.
        var quoted = error.Split('\'');
        return quoted.Length > 1 && Methods.Contains(quoted[1])
            ? $"bad-request: {quoted[1]} does not take these arguments, or is no stream, or is one. See the table of the hub's methods."
            : "unknown-method: The hub has no such method. See the table of its methods.";
    }
}
