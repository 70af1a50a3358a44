using System.Runtime.InteropServices;

namespace Collab.Cluster.Tests.Running;

/// <summary>The signal that .NET has no method for.</summary>
internal static class Signals
{
    private const int SigTerm = 15;

    public static void Terminate(int process)
    {
        if (Kill(process, SigTerm) != 0)
            throw new InvalidOperationException($"SIGTERM did not reach process {process}: error {Marshal.GetLastPInvokeError()}.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
