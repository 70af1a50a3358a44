using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collab.Storage.Sqlite;

/// <summary>What the kernel has in memory of a file.</summary>
internal static class PageCache
{
    private const int NotNeeded = 4;

    /// <summary>
    /// Has the kernel forget what it takes for written: after a write that failed it does so although it is not on the disk, and on ext4 what
    /// is then written over it is lost too, though the sync succeeds. What is read next comes from the disk.
    /// </summary>
    public static void Forget(string file)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(file))
            return;
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _ = Advise(handle, 0, 0, NotNeeded);
        }
        catch (IOException)
        {
            // It cannot even be opened: the next write fails too, and comes here again.
        }
    }

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(SafeFileHandle file, long offset, long length, int advice);
}
