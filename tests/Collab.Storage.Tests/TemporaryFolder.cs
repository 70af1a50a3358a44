namespace Collab.Storage.Tests;

/// <summary>A fresh folder that goes with the test.</summary>
/// <param name="within">Where it is; null for the folder for temporary files.</param>
internal sealed class TemporaryFolder(string? within = null) : IDisposable
{
    /// <summary>A folder in memory, where the machine has one: nothing there waits for a disk.</summary>
    public static string? InMemory => Directory.Exists("/dev/shm") ? "/dev/shm" : null;

    public string Path { get; } = within is null
        ? Directory.CreateTempSubdirectory("collab-storage-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(within, $"collab-storage-{Guid.NewGuid():n}")).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
