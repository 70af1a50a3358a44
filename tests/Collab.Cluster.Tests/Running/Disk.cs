using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collab.Cluster.Tests.Running;

/// <summary>A file system of our own, mounted in a temporary folder: one in a file that can lose its power, or a small one in memory. Made by root alone.</summary>
internal sealed class Disk : IDisposable
{
    // FS_IOC_SHUTDOWN of Linux: _IOR('X', 125, __u32). 2: what the journal has not written yet is lost, as when the power goes.
    private const uint Shutdown = 0x8004587D, WithoutFlushing = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-disk-").FullName;
    private readonly bool _inFile;

    private Disk(bool inFile)
    {
        _inFile = inFile;
        Directory.CreateDirectory(Mounted);
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing => Environment.UserName != "root"
        ? "file systems are mounted by root alone"
        : File.Exists("/dev/loop-control") && (File.Exists("/sbin/mkfs.ext4") || File.Exists("/usr/sbin/mkfs.ext4")) ? null : "there are no loop devices, or no mkfs.ext4 (Debian: apt-get install e2fsprogs)";

    /// <summary>Where it is mounted.</summary>
    public string Mounted => Path.Combine(_folder, "mounted");

    private string Image => Path.Combine(_folder, "image");

    /// <summary>An ext4 in a file.</summary>
    public static Disk InFile(int megabytes)
    {
        var disk = new Disk(inFile: true);
        using (var image = File.Create(disk.Image))
            image.SetLength(megabytes * 1024L * 1024);
        Run("mkfs.ext4", "-q", "-F", disk.Image);
        disk.Mount();
        return disk;
    }

    /// <summary>A tmpfs.</summary>
    public static Disk InMemory(int megabytes)
    {
        var disk = new Disk(inFile: false);
        // PostgreSQL runs as another user.
        File.SetUnixFileMode(disk._folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", disk.Mounted);
        return disk;
    }

    public void Resize(int megabytes) => Run("mount", "-o", $"remount,size={megabytes}m", Mounted);

    /// <summary>The power goes: whatever was not told to be on the disk is not.</summary>
    public void CutPower()
    {
        using var root = Open(Mounted, 0);
        var how = WithoutFlushing;
        if (root.IsInvalid || Control(root, Shutdown, ref how) != 0)
            throw new InvalidOperationException($"The file system cannot be shut down: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Everything that anybody has written so far is kept.</summary>
    public void Sync() => Run("sync", "-f", Mounted);

    /// <summary>The power is back, and the journal is played.</summary>
    public async Task MountAgainAsync()
    {
        await UnmountAsync(Mounted);
        Mount();
    }

    // Lazily: what keeps it is not to be said in the place of what has failed.
    public void Dispose()
    {
        Run("umount", "--lazy", Mounted);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A process that another test is about to start has for a moment, until it becomes its program, whatever was open here.</summary>
    internal static Task UnmountAsync(string mounted)
    {
        return Patience.UntilAsync(IsDone, $"nobody has {mounted} open");

        bool IsDone()
        {
            try
            {
                Run("umount", mounted);
                return true;
            }
            catch (InvalidOperationException busy) when (busy.Message.Contains("busy", StringComparison.Ordinal))
            {
                return false;
            }
        }
    }

    private void Mount()
    {
        if (_inFile)
            Run("mount", "-o", "loop", Image, Mounted);
    }

    /// <returns>What it printed.</returns>
    internal static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (errors, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, uint request, ref uint argument);
}
