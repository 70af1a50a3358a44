using System.CommandLine;
using Collab.Server.Admin;
using Collab.Server.Hosting;
using Collab.Storage;
using Collab.Storage.Erasures;
using Collab.Storage.Postgres;
using Collab.Storage.Sqlite;

namespace Collab.Server.Cli;

/// <summary>The command <c>restore</c>. What was erased after the backup was made is erased again, if a list says what that was.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Backup = new("FILE") { Description = "A backup." };

    private static readonly Option<string[]> Erasures = new("--erasures")
    {
        Description = $"What was erased since: the file {ErasureList.FileName} of the data folder that the backup is of, that folder, or FILE.erasures of a later backup. Once for each.",
        HelpName = "LIST",
    };

    public static Command Make() => OperatorCommands.Make(
        "restore",
        "Put a backup into an empty data folder, or an empty PostgreSQL database. The server must be stopped.\n\nExample:\n  Collab.Server restore collab-2026-11-23.backup --data /srv/collab --erasures /srv/collab-old",
        [Backup],
        [Erasures],
        RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        var (storage, file) = (Shared.StorageOf(parsed), Path.GetFullPath(parsed.GetRequiredValue(Backup)));
        var given = parsed.GetValue(Erasures) ?? [];
        List<string> lists = [.. given.Select(list => ListIn(Path.GetFullPath(list))).OfType<string>()];
        // One that is in the folder was left when the old database was moved away.
        var isKnown = given.Length > 0 || File.Exists(ErasureList.Of(storage.Folder).File);
        if (File.Exists(ErasureList.BesideBackup(file)))
            lists.Add(ErasureList.BesideBackup(file));
        // Before anything is copied.
        foreach (var list in lists)
            new ErasureList(list).Read();
        var logs = await OperatorCommands.RestoreAsync(file, storage, lists);
        if (!logs.HasHeads)
            Console.Error.WriteLine(OperatorCommands.NoHeads);
        foreach (var lost in logs.Lost)
            Console.Error.WriteLine($"damaged: {lost} What is there is restored; an older or a newer backup may have the rest.");
        var (erased, left) = await EraseAgainAsync(storage);
        Console.Error.WriteLine(isKnown
            ? erased + left == 0 ? "Nothing was erased since the backup." : $"Erased again what was erased since the backup: {erased} of the list."
            : $"What was erased after this backup was made, if anything was, is back, for no list says what it was. Restore it anew, and give one by --erasures: {ErasureList.FileName} of the old data folder, or the .erasures of a later backup.");
        Console.Out.WriteLine(storage.Connection is null
            ? $"Restored into {storage.Folder}. Start the server with --data {storage.Folder}."
            : "Restored into the database. Start the server with --storage postgres and the same connection.");
        if (left == 0)
            return CommandLine.Done;
        Console.Error.WriteLine($"Not erased in full: {left} of the list, for something is damaged there. What can be read has lost their words; what cannot may hold them still. “verify” names what is damaged: restore another backup, or delete those documents. The server tries them again.");
        return CommandLine.Failed;
    }

    /// <returns>Null for a data folder in which nothing was ever erased.</returns>
    private static string? ListIn(string path)
    {
        var file = Directory.Exists(path) ? ErasureList.Of(path).File : path;
        if (File.Exists(file))
            return file;
        return DataFolder.IsOne(path)
            ? null
            : throw new AdminException($"There is no {file}. Give by --erasures the old data folder, {ErasureList.FileName} of it, or the .erasures of a later backup.");
    }

    /// <summary>A start does what is still to be done, before it answers anybody.</summary>
    /// <returns>How many of the list it did, and how many it could not.</returns>
    private static async Task<(int Erased, int Left)> EraseAgainAsync(StorageSettings settings)
    {
        if (ErasureList.Of(settings.Folder).Read().Count == 0 || await CountPendingAsync(settings) is var pending && pending == 0)
            return (0, 0);
        await using (await AdminClient.ConnectAsync(settings))
        {
        }

        var left = await CountPendingAsync(settings);
        return (pending - left, left);
    }

    private static async Task<int> CountPendingAsync(StorageSettings settings)
    {
        using IStorage storage = settings.Connection is { } connection ? PostgresStorage.OpenExisting(connection) : SqliteStorage.Open(settings.Folder);
        return (await ErasureList.Of(settings.Folder).PendingAsync(storage.Accounts)).Count;
    }
}
