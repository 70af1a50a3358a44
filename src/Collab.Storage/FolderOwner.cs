using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Collab.Storage;

/// <summary>
/// The user whose folder root works in. A command of the operator's makes files beside those of a server that runs as a user of its own:
/// root's they would be, and the server could not open them.
/// </summary>
internal sealed class FolderOwner
{
    // struct statx, the same on every machine.
    private const int Size = 256, UserAt = 20, GroupAt = 24, CurrentFolder = -100, Basic = 0x7ff;
    private readonly int _user, _group;

    private FolderOwner(int user, int group) => (_user, _group) = (user, group);

    /// <summary>Null unless this is root and the folder another user's.</summary>
    public static FolderOwner? Of(string folder)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return null;
        var found = new byte[Size];
        try
        {
            if (Find(CurrentFolder, folder, 0, Basic, found) != 0)
                return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        var (user, group) = (BitConverter.ToInt32(found, UserAt), BitConverter.ToInt32(found, GroupAt));
        return user == 0 ? null : new FolderOwner(user, group);
    }

    /// <summary>Gives away a file that was just made: by its handle, since the path is the other user's to change.</summary>
    public void Give(SafeFileHandle file) => _ = ChangeOwner(file, _user, _group);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Find(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] found);

    [DllImport("libc", EntryPoint = "fchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(SafeFileHandle file, int user, int group);
}
