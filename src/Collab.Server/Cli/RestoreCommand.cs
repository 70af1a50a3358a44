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
        List<string> lists = [.. (parsed.GetValue(Erasures) ?? []).Select(list => ListIn(Path.GetFullPath(list)))];
        // One that is in the folder was left when the old database was moved away.
        var isKnown = lists.Count > 0 || File.Exists(ErasureList.Of(storage.Folder).File);
        if (File.Exists(ErasureList.BesideBackup(file)))
            lists.Add(ErasureList.BesideBackup(file));
        var logs = await OperatorCommands.RestoreAsync(file, storage, lists);
        if (!logs.HasHeads)
            Console.Error.WriteLine(OperatorCommands.NoHeads);
        foreach (var lost in logs.Lost)
            Console.Error.WriteLine($"damaged: {lost} What is there is restored; an older or a newer backup may have the rest.");
        var erased = await EraseAgainAsync(storage);
        Console.Error.WriteLine(isKnown
            ? erased == 0 ? "Nothing was erased since the backup." : $"Erased again what was erased since the backup: {erased} of the list."
            : $"What was erased after this backup was made, if anything was, is back, for no list says what it was. Restore it anew, and give one by --erasures: {ErasureList.FileName} of the old data folder, or the .erasures of a later backup.");
        Console.Out.WriteLine(storage.Connection is null
            ? $"Restored into {storage.Folder}. Start the server with --data {storage.Folder}."
            : "Restored into the database. Start the server with --storage postgres and the same connection.");
        return CommandLine.Done;
    }

    private static string ListIn(string path) => Directory.Exists(path) ? ErasureList.Of(path).File : path;

    /// <summary>A start does what is still to be done, before it answers anybody.</summary>
    private static async Task<int> EraseAgainAsync(StorageSettings settings)
    {
        var list = ErasureList.Of(settings.Folder);
        if (list.Read().Count == 0)
            return 0;
        var pending = await CountPendingAsync();
        if (pending == 0)
            return 0;
        await (await AdminClient.ConnectAsync(settings)).DisposeAsync();
        if (await CountPendingAsync() is > 0 and var left)
            Console.Error.WriteLine($"damaged: {left} erasures of the list cannot be done in full, for the backup is damaged where they are. The server tries them again.");
        return pending;

        async Task<int> CountPendingAsync()
        {
            using IStorage storage = settings.Connection is { } connection ? PostgresStorage.OpenExisting(connection) : SqliteStorage.Open(settings.Folder);
            return (await list.PendingAsync(storage.Accounts)).Count;
        }
    }
}
