using System.Runtime.InteropServices;

namespace Collab.Cluster.Tests.Running;

/// <summary>The signals that .NET has no methods for.</summary>
internal static class Signals
{
    private const int SigTerm = 15, SigContinue = 18, SigStop = 19;

    public static void Terminate(int process) => Send(process, SigTerm);

    /// <summary>Halts it: its connections stay, and nothing answers.</summary>
    public static void Stop(int process) => Send(process, SigStop);

    /// <summary>Lets it go on.</summary>
    public static void Continue(int process) => Send(process, SigContinue);

    private static void Send(int process, int signal)
    {
        if (Kill(process, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} did not reach process {process}: error {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
