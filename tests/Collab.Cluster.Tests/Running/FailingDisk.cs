using System.Globalization;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// A file system (ext4) on a block device that fails: a partition of a loop device that becomes shorter than it was, so that the kernel refuses
/// whatever is behind its end with an I/O error, reading as writing, until it is long again. Made by root alone.
/// </summary>
internal sealed class FailingDisk : IDisposable
{
    private const int SectorSize = 512, First = 2048;
    private const long Left = 1024 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-failing-").FullName;
    private readonly string _device;
    private readonly long _length;

    public FailingDisk(int megabytes)
    {
        Directory.CreateDirectory(Mounted);
        _length = megabytes * 1024L * 1024;
        var image = Path.Combine(_folder, "image");
        using (var file = File.Create(image))
            file.SetLength(_length + 2 * First * SectorSize);
        _device = Disk.Run("losetup", "--find", "--show", "--partscan", image).Trim();
        Disk.Run("addpart", _device, "1", Number(First), Number(_length / SectorSize));
        // With a journal it would make itself read-only at the first write of that, and stay so until it is mounted anew.
        Disk.Run("mkfs.ext4", "-q", "-F", "-O", "^has_journal", Partition);
        Disk.Run("mount", Partition, Mounted);
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing => Disk.Missing ?? (File.Exists("/usr/bin/resizepart") ? null : "there is no resizepart (Debian: apt-get install util-linux)");

    /// <summary>Where it is mounted.</summary>
    public string Mounted => Path.Combine(_folder, "mounted");

    private string Partition => _device + "p1";

    /// <summary>From now on nothing that is not in memory can be read, and nothing be written.</summary>
    public void Fail() => Resize(Left);

    public void Heal() => Resize(_length);

    /// <summary>Forgets what is in memory alone: what is read afterwards is what is on the device.</summary>
    public async Task MountAgainAsync()
    {
        await Disk.UnmountAsync(Mounted);
        // It says 1 where it has corrected which blocks are free.
        Disk.Run("sh", "-c", $"e2fsck -fy {Partition} >&2 || [ $? = 1 ]");
        Disk.Run("mount", Partition, Mounted);
    }

    public void Dispose()
    {
        Heal();
        Disk.Run("umount", Mounted);
        Disk.Run("losetup", "--detach", _device);
        Directory.Delete(_folder, recursive: true);
    }

    private void Resize(long bytes) => Disk.Run("resizepart", _device, "1", Number(bytes / SectorSize));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
