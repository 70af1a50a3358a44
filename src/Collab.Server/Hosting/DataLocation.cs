namespace Collab.Server.Hosting;

/// <summary>Where the data folder and the admin socket in it are.</summary>
public static class DataLocation
{
    /// <summary>The folder that was asked for, else <c>Collab/</c> in the user's application data.</summary>
    /// <exception cref="IOException">None was asked for, and the user has no application data folder.</exception>
    public static string Folder(string? asked)
    {
        if (!string.IsNullOrWhiteSpace(asked))
            return Path.GetFullPath(asked);
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0
            ? Path.Combine(data, "Collab")
            : throw new IOException("This user has no folder for application data. Say where the data goes: --data DIR.");
    }

    /// <summary>The Unix socket through which the commands reach a running server: the mode of the folder and of the file is the permission.</summary>
    public static string Socket(string folder) => Path.Combine(folder, "collab.sock");
}
