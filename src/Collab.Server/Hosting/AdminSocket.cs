using System.Text;

namespace Collab.Server.Hosting;

/// <summary>The Unix socket through which the operator's commands reach the server. Only the user who runs it may open it.</summary>
internal sealed class AdminSocket : IDisposable
{
    // sockaddr_un holds 108 bytes on Linux, 104 on macOS.
    private const int LongestAddress = 100;

    private readonly string? _detour;

    /// <exception cref="IOException">The path is too long for a socket, and no shorter way to it can be made.</exception>
    public AdminSocket(string folder)
    {
        Path = Address = DataLocation.Socket(folder);
        if (Encoding.UTF8.GetByteCount(Path) <= LongestAddress)
            return;
        try
        {
            // The address is short, and the socket lies in the data folder all the same. Nobody else may enter the temporary folder.
            _detour = Directory.CreateTempSubdirectory("collab-").FullName;
            Address = DataLocation.Socket(Directory.CreateSymbolicLink(System.IO.Path.Combine(_detour, "data"), folder).FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw TooLong(failure);
        }

        if (Encoding.UTF8.GetByteCount(Address) <= LongestAddress)
            return;
        Dispose();
        throw TooLong(null);

        IOException TooLong(Exception? failure) =>
            new($"The path of the data folder is too long for the socket in it ({Path}). Use a folder with a shorter path.", failure);
    }

    /// <summary>Where it lies: in the data folder.</summary>
    public string Path { get; }

    /// <summary>By what it is bound and connected to.</summary>
    public string Address { get; }

    /// <summary>Sets the mode of the socket; until then the folder's mode (0700) kept others out.</summary>
    public void Protect()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(Path))
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose()
    {
        if (_detour is null || !Directory.Exists(_detour))
            return;
        // The link alone: what it leads to is the data.
        Directory.Delete(System.IO.Path.Combine(_detour, "data"));
        Directory.Delete(_detour);
    }
}
