using System.CommandLine;
using Collab.Server.Admin;
using Collab.Server.Api;
using Collab.Server.Hosting;
using Collab.Storage;
using Collab.Storage.Erasures;
using Collab.Storage.Postgres;
using Collab.Storage.Sqlite;
using Spectre.Console;

namespace Collab.Server.Cli;

/// <summary>The commands for whoever runs the server. Results go to standard output, the asked-for one alone on the last line; all else to standard error.</summary>
internal static class OperatorCommands
{
    public static IEnumerable<Command> All() => [Link(), TokenCommand.Make(), Import(), ExportCommand.Make(), Backup(), RestoreCommand.Make(), EraseCommand.Make(), Verify(), InfoCommand.Make()];

    private static Command Link()
    {
        var remote = new Option<bool>("--remote") { Description = "The link may be opened from another machine than the server's." };
        var seminar = SeminarOption();
        return Make("link", "Print a new owner link. It works once, within a day.\n\nExample:\n  Collab.Server link --remote", [], [remote, seminar], async parsed =>
        {
            await using var admin = await ConnectOrBeginAsync(parsed);
            var made = await admin.PostAsync<AdminApi.MadeLink>("/admin/link", new AdminApi.MakeLink(parsed.GetValue(remote), parsed.GetValue(seminar)));
            Console.Out.WriteLine(made.Url);
            return CommandLine.Done;
        });
    }

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "A text: .txt, .md, .html, .docx, or TEI or Akoma Ntoso as .xml." };
        var seminar = SeminarOption();
        var title = new Option<string?>("--title") { Description = "Default: the title that the text has.", HelpName = "TITLE" };
        return Make("import", "Make a document of a text; prints its id.\n\nExample:\n  Collab.Server import resolution.txt --title \"The resolution\"", [file], [seminar, title], async parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path))
                throw new AdminException(Directory.Exists(path) ? $"{path} is a folder. Name one text in it." : $"There is no file {path}. Name a text, as .txt, .md, .html, .docx or .xml.");
            var bytes = await File.ReadAllBytesAsync(path);
            await using var admin = await ConnectOrBeginAsync(parsed);
            var imported = await Progressing.RunAsync("Importing", report =>
                admin.RunAsync<ImportApi.Imported>("/admin/import", new AdminApi.ImportText(Path.GetFileName(path), bytes, parsed.GetValue(seminar), parsed.GetValue(title)), report));
            Console.Out.WriteLine(imported.Id);
            return CommandLine.Done;
        });
    }

    private static Command Backup()
    {
        var file = new Argument<string>("FILE") { Description = "The file to make; it must not be there yet." };
        return Make("backup", "Save everything to one file, while the server runs.\n\nExample:\n  Collab.Server backup collab-2026-11-23.backup", [file], [], async parsed =>
        {
            var (storage, to) = (Shared.StorageOf(parsed), Path.GetFullPath(parsed.GetRequiredValue(file)));
            await (storage.Connection is { } connection ? BackupAsync(storage.Folder, connection, to) : BackupAsync(storage, to));
            Console.Out.WriteLine($"Saved to {to} ({new FileInfo(to).Length / 1024} KiB). The command “verify {parsed.GetRequiredValue(file)}” checks it.");
            return CommandLine.Done;
        });
    }

    private static Command Verify()
    {
        var file = new Argument<string?>("FILE") { Description = "A backup, an archive of a document, or a data folder. Default: the data folder, or with --storage postgres the database.", Arity = ArgumentArity.ZeroOrOne };
        return Make("verify", "Read everything and say where it is not what was written. Exits with 1 when it is damaged.\n\nExample:\n  Collab.Server verify collab-2026-11-23.backup", [file], [], async parsed =>
        {
            var storage = Shared.StorageOf(parsed);
            if (parsed.GetValue(file) is null && storage.Connection is { } connection)
            {
                using var postgres = PostgresStorage.OpenExisting(connection);
                return Report(postgres.Place, await VerifyAsync(postgres));
            }

            var what = parsed.GetValue(file) is { } path ? Path.GetFullPath(path) : storage.Folder;
            if (ArchiveVerification.IsOne(what))
                return await ArchiveVerification.RunAsync(what);
            return Report(what, File.Exists(what) ? await VerifyBackupAsync(what) : await VerifyFolderAsync(what));
        });
    }

    // The server may not be allowed to write where the operator wants the file: it is read beside it.
    private static async Task BackupAsync(StorageSettings storage, string file)
    {
        DemandData(storage.Folder);
        if (await AdminClient.BackingUpAsync(storage.Folder) is { InFolder: false } kept)
            throw new AdminException($"The server of {storage.Folder} keeps its data elsewhere: {kept.Place}. Say so with --storage postgres and --connection, or the environment variable Collab__Connection, as it is set for the server.");
        await Progressing.RunAsync("Saving", async report =>
        {
            await SqliteStorage.BackupAsync(storage.Folder, file, Relayed(report));
            return true;
        });
        ErasureList.Write(ErasureList.BesideBackup(file), ErasureList.Of(storage.Folder).Read());
    }

    // A database needs no server to be read.
    private static async Task BackupAsync(string folder, string connection, string file)
    {
        using var postgres = PostgresStorage.OpenExisting(connection);
        await Progressing.RunAsync("Saving", async report =>
        {
            await postgres.BackupAsync(file, Relayed(report));
            return true;
        });
        ErasureList.Write(ErasureList.BesideBackup(file), await ErasureList.Of(folder).ReadAsync(postgres.Accounts));
    }

    internal static Task<RestoredLogs> RestoreAsync(string file, StorageSettings into, IReadOnlyList<string> erasures) => Progressing.RunAsync("Restoring", report => Task.Run(() =>
    {
        DemandBackup(file);
        if (into.Connection is null)
            return SqliteStorage.Restore(file, into.Folder, Relayed(report), erasures);

        DataFolder.Open(into.Folder).Dispose();
        var known = ErasureList.Of(into.Folder);
        foreach (var list in erasures)
            known.AddFrom(list);
        return PostgresStorage.Restore(file, into.Connection, Relayed(report), new[] { known.File }.Where(File.Exists));
    }));

    /// <summary>What is said of a backup that an earlier version made.</summary>
    internal const string NoHeads = "This backup does not say how far its logs had come: an earlier version made it, or that part of it is damaged. An end that is lost does not show.";

    private static Relay<BackupProgress> Relayed(Action<Verification.Progress> report) =>
        new(progress => report(new Verification.Progress(progress.PagesDone, progress.PagesTotal)));

    /// <summary>Whoever has an export in the hand must learn that it is none, in words.</summary>
    private static void DemandBackup(string file)
    {
        using var source = File.OpenRead(file);
        var begin = new byte[16];
        if (source.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) < begin.Length || !begin.AsSpan().SequenceEqual("SQLite format 3\0"u8))
            throw new AdminException($"{file} is no backup: an export, an archive or something else. Only what the command “backup” wrote can be restored; that, an archive of a document, and a data folder can be verified.");
    }

    private static async Task<Verification.Result> VerifyFolderAsync(string folder)
    {
        DemandData(folder);
        await using var admin = await AdminClient.ConnectAsync(new StorageSettings(folder, null));
        return await Progressing.RunAsync("Reading", report => admin.RunAsync<Verification.Result>("/admin/verify", new { }, report));
    }

    private static async Task<Verification.Result> VerifyBackupAsync(string file)
    {
        using var scratch = new ScratchFolder("verify");
        var logs = await Progressing.RunAsync("Unpacking", report => Task.Run(() =>
        {
            DemandBackup(file);
            return SqliteStorage.Unpack(file, scratch.Path, Relayed(report));
        }));
        if (!logs.HasHeads)
            Console.Error.WriteLine(NoHeads);
        using var storage = SqliteStorage.Open(scratch.Path, backups: null);
        return await VerifyAsync(storage);
    }

    private static Task<Verification.Result> VerifyAsync(IStorage storage) => Progressing.RunAsync("Reading", report => Verification.RunAsync(storage, progress =>
    {
        report(progress);
        return Task.CompletedTask;
    }));

    private static int Report(string what, Verification.Result result)
    {
        foreach (var damage in result.Damaged)
            Console.Out.WriteLine($"damaged: {damage.Kind} {damage.Stream} at seq {damage.Seq}: {damage.Detail}");
        foreach (var contradiction in result.Contradictions)
            Console.Out.WriteLine($"damaged: {contradiction}");
        Console.Out.WriteLine($"{what}: {result.Events} events in {result.Streams} streams, {(result.IsWhole ? "all as written" : result.Damaged.Count > 0 ? $"{result.Damaged.Count} streams damaged" : "but the database is damaged: restore a backup")}.");
        return result.IsWhole ? CommandLine.Done : CommandLine.Failed;
    }

    // What people typed must not steer the terminal.
    internal static string Plain(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    /// <summary>A command whose refusals end it with a sentence and no stack.</summary>
    public static Command Make(string name, string description, IReadOnlyList<Argument> arguments, IReadOnlyList<Option> options, Func<ParseResult, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                return await run(parsed);
            }
            catch (Exception refused) when (refused is AdminException or Domain.RefusalException or DataFolderInUseException or NewerSchemaException or StorageUnavailableException
                or InvalidDataException or IOException or UnauthorizedAccessException or HttpRequestException)
            {
                return Shared.Fail(refused is Domain.RefusalException refusal ? refusal.Detail : refused.Message);
            }
        });
        return command;
    }

    internal static Option<string?> SeminarOption() => new("--seminar") { Description = "The seminar's id (see “info”). Default: the first one.", HelpName = "ID" };

    public static Task<AdminClient> ConnectAsync(ParseResult parsed) => AdminClient.ConnectAsync(Shared.StorageOf(parsed));

    /// <summary>The same, where data that are not there are made; that is said, since a server may keep its own elsewhere.</summary>
    public static Task<AdminClient> ConnectOrBeginAsync(ParseResult parsed)
    {
        if (Shared.StorageOf(parsed) is { Connection: null, Folder: var folder } && !HasData(folder))
            Console.Error.WriteLine($"There is no data in {folder} yet: it is made now. If a server keeps its data elsewhere, name that folder with --data DIR.");
        return ConnectAsync(parsed);
    }

    internal static void DemandData(ParseResult parsed)
    {
        if (Shared.StorageOf(parsed) is { Connection: null } storage)
            DemandData(storage.Folder);
    }

    private static bool HasData(string folder) => File.Exists(DataFolder.DatabaseIn(folder)) || File.Exists(DataLocation.Socket(folder));

    private static void DemandData(string folder)
    {
        if (!HasData(folder))
            throw new AdminException($"There is no data in {folder}. Name the folder with --data DIR, or start the server once.");
    }
}
