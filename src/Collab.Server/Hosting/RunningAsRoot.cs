namespace Collab.Server.Hosting;

/// <summary>
/// Whoever breaks into a server that runs as root has the machine. In a container it is refused, where another user is one line; on a
/// machine it is said.
/// </summary>
internal static partial class RunningAsRoot
{
    /// <summary>What the images of .NET set, ours among them.</summary>
    public const string InContainer = "DOTNET_RUNNING_IN_CONTAINER";

    /// <exception cref="InvalidDataException">It is root in a container, and nobody said that it may be; the message says what to do.</exception>
    public static void Demand(IConfiguration configuration, bool root)
    {
        if (root && configuration.GetValue<bool>(InContainer) && !configuration.GetValue<bool>($"{ServerOptions.Section}:{nameof(ServerOptions.AllowRoot)}"))
            throw new InvalidDataException("Collab does not run as root in a container. Give it a user of its own (--user 1654 in Docker, runAsNonRoot in Kubernetes), or set Collab__AllowRoot=true.");
    }

    /// <summary>Whether the process may do everything on this machine.</summary>
    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static void Warn(ILogger logger, bool root)
    {
        if (root)
            LogRoot(logger);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Collab runs as root: whoever breaks into it has the whole machine. Give it a user of its own")]
    private static partial void LogRoot(ILogger logger);
}
