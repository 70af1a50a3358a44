using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Collab.Storage;

/// <summary>
/// A folder in the temporary one for a copy of everything, which goes with it: when it is disposed of, when the command is ended by a signal,
/// and, where the process was killed, when the next such command starts.
/// </summary>
public sealed partial class ScratchFolder : IDisposable
{
    private const string Prefix = "collab-", InUse = "in-use.lock";
    private static readonly string[] Purposes = ["verify", "restore"];

    // One that was just made has its lock in a moment.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    private readonly FileStream _lock;
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <summary>Makes one, and removes what others have left.</summary>
    /// <param name="purpose">What for: <c>verify</c> or <c>restore</c>.</param>
    public ScratchFolder(string purpose)
    {
        RemoveLeft();
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix}{purpose}-{Guid.NewGuid():N}");
        // The process ends by the signal when this has returned. Before the folder is there, so that none comes too early.
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _signals.Add(PosixSignalRegistration.Create(signal, _ => Delete(Path)));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _lock = DataFolder.CreateOwn(System.IO.Path.Combine(Path, InUse), FileMode.CreateNew);
    }

    public string Path { get; }

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        Delete(Path);
        _lock.Dispose();
    }

    private static void RemoveLeft()
    {
        foreach (var folder in Purposes.SelectMany(purpose => Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), $"{Prefix}{purpose}-*")))
        {
            try
            {
                // What somebody else has named like it is theirs.
                if (Made().IsMatch(System.IO.Path.GetFileName(folder)) && new DirectoryInfo(folder) is { LinkTarget: null } left && DateTime.UtcNow - left.LastWriteTimeUtc > Young
                    && !DataFolder.IsLocked(System.IO.Path.Combine(folder, InUse)))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception x) when (x is IOException or UnauthorizedAccessException)
            {
                // Another user's, or somebody else removes it.
            }
        }
    }

    [GeneratedRegex("^collab-(verify|restore)-[0-9a-f]{32}$")]
    private static partial Regex Made();

    private static void Delete(string folder)
    {
        // What still writes into it may make a file while it goes.
        for (var tries = 0; tries < 5 && Directory.Exists(folder); tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
            }
        }
    }
}
