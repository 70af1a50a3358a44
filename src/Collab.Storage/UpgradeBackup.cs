using Collab.Storage.Sqlite;

namespace Collab.Storage;

/// <summary>The backup that is made of older data before it is upgraded: the older program can restore it.</summary>
internal static class UpgradeBackup
{
    /// <param name="file">Where it goes. One that is there already is from an upgrade that did not end: the data of now is at least as new.</param>
    /// <param name="data">What is upgraded, as it is told to whoever runs the server.</param>
    /// <param name="schema">The schema that it has.</param>
    /// <param name="write">Writes the backup to a new file.</param>
    /// <exception cref="StorageUnavailableException">It cannot be written; nothing was upgraded.</exception>
    public static void Write(string file, string data, int schema, Action<string> write)
    {
        try
        {
            var next = file + ".new";
            File.Delete(next);
            write(next);
            File.Move(next, file, overwrite: true);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException || StorageErrors.Translate(x) is StorageUnavailableException)
        {
            throw new StorageUnavailableException(
                $"{data} has the older schema {schema} and was left as it is, because the backup before its upgrade cannot be written to {file} ({x.Message}). "
                + "Make space, or name another folder: --Collab:UpgradeBackup=DIR. Without a backup it is upgraded by --Collab:UpgradeBackup=none.",
                x);
        }
    }
}
