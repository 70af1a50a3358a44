using Microsoft.Extensions.Options;

namespace Collab.Server.Hosting;

/// <summary>The Unix socket through which the operator's commands reach the server. Only the user who runs it may open it.</summary>
internal sealed class AdminSocket(IOptions<ServerOptions> options)
{
    public string Path { get; } = DataLocation.Socket(DataLocation.Folder(options.Value.Data));

    /// <summary>Sets the mode of the socket; until then the folder's mode (0700) kept others out.</summary>
    public void Protect()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(Path))
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
