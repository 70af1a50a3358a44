using System.Runtime.Versioning;
using Collab.Domain.Planting;

namespace Collab.Storage;

/// <summary>
/// The folder that holds everything durable, open for one process only until disposed. On Unix its mode is 0700.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const int WouldBlock = 11, WouldBlockOnMac = 35, SharingViolation = unchecked((int)0x80070020);
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>The absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>The absolute path of the database in it.</summary>
    public string Database => DatabaseIn(Path);

    /// <summary>The path of the database in such a folder.</summary>
    public static string DatabaseIn(string folder) => System.IO.Path.Combine(folder, "collab.db");

    /// <summary>Opens the folder, making it when it is not there.</summary>
    /// <exception cref="DataFolderInUseException">Another process, or another part of this one, has it open.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            Close(path);

        // The lock goes with the process, however it ends. The pid stands in a second file because nobody else may read a locked one.
        var pidFile = System.IO.Path.Combine(path, "collab.pid");
        FileStream @lock;
        try
        {
            @lock = Create(LockIn(path), FileMode.OpenOrCreate, Planted.Is(Defect.FolderSharedByTwo) ? FileShare.ReadWrite : FileShare.None);
        }
        catch (IOException held) when (IsHeld(held))
        {
            throw new DataFolderInUseException(path, ReadPid(pidFile));
        }

        WritePid(pidFile);
        return new DataFolder(path, @lock);
    }

    [UnsupportedOSPlatform("windows")]
    private static void Close(string path)
    {
        try
        {
            System.IO.File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.UserExecute);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new UnauthorizedAccessException($"The data folder {path} belongs to another user. Run Collab as that user, or choose another folder with --data.", denied);
        }
    }

    /// <summary>Whether it is such a folder: one that has been open, or has a database in it.</summary>
    public static bool IsOne(string path) => System.IO.File.Exists(LockIn(path)) || System.IO.File.Exists(DatabaseIn(path));

    /// <summary>Whether some process has such a folder open.</summary>
    public static bool IsOpen(string path) => IsLocked(LockIn(path));

    /// <summary>Whether some process has such a file for itself.</summary>
    internal static bool IsLocked(string file)
    {
        try
        {
            // Nothing is made, and who looks does not keep out others who look.
            using var look = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException held) when (IsHeld(held))
        {
            return true;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string LockIn(string folder) => System.IO.Path.Combine(folder, "collab.lock");

    private static bool IsHeld(IOException failure) => failure.HResult is WouldBlock or WouldBlockOnMac or SharingViolation;

    /// <summary>The absolute path of a file in the folder.</summary>
    internal string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Opens a file of a data folder, which only the owner of the folder may read and write (0600).</summary>
    internal static FileStream Create(string path, FileMode mode, FileShare share = FileShare.None)
    {
        // One that is there stays whose it is: it may lead to another, which would be given away.
        if (FolderOwner.Of(System.IO.Path.GetDirectoryName(path)!) is not { } owner || System.IO.File.Exists(path))
            return CreateOwn(path, mode, share);
        var made = CreateOwn(path, FileMode.CreateNew, share);
        owner.Give(made.SafeFileHandle);
        return made;
    }

    /// <summary>Opens a file that only this user may read and write (0600).</summary>
    public static FileStream CreateOwn(string path, FileMode mode, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    // On a full disk the pid stays unknown, but reading must still work.
    private static void WritePid(string file)
    {
        try
        {
            using var writer = new StreamWriter(Create(file, FileMode.Create, FileShare.Read));
            writer.Write(Environment.ProcessId);
        }
        catch (IOException) { }
    }

    private static int? ReadPid(string file)
    {
        try { return int.TryParse(System.IO.File.ReadAllText(file), out var pid) ? pid : null; }
        catch (IOException) { return null; }
    }
}
