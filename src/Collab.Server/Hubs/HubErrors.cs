using System.Collections.Frozen;
using System.Reflection;
using Collab.Domain;

namespace Collab.Server.Hubs;

/// <summary>What SignalR makes of an error, as the refusal that it is.</summary>
public static class HubErrors
{
    // SignalR puts words of its own before what the hub says, and names the exception. Where it could not call the hub, they are all there is.
    private const string Said = "HubException: ", NotCalled = "Failed to invoke '", InUse = "Invocation ID '";

    private static readonly FrozenSet<string> Methods =
        typeof(ReadingHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(ReadingHub)).Select(method => method.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // SignalR throws it too, with words of its own.
    private static string OfHub(string words) => words.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && RefusalCodes.Status.ContainsKey(words[..end])
        ? words
        : "bad-request: The hub takes no streams from its clients. See the table of its methods.";

    /// <returns><c>code: sentence</c>.</returns>
    public static string Of(string error)
    {
        var said = error.IndexOf(Said, StringComparison.Ordinal);
        if (said >= 0 && !error.StartsWith(NotCalled, StringComparison.Ordinal))
            return OfHub(error[(said + Said.Length)..]);
        if (error.StartsWith(InUse, StringComparison.Ordinal))
            return "bad-request: A stream of this connection that is open has that invocation id. Give each its own.";
        // The method is quoted.
        var quoted = error.Split('\'');
        return quoted.Length > 1 && Methods.Contains(quoted[1])
            ? $"bad-request: {quoted[1]} does not take these arguments, or is no stream, or is one. See the table of the hub's methods."
            : "unknown-method: The hub has no such method. See the table of its methods.";
    }
}
