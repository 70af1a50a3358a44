using System.Diagnostics;
using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Testing;
using Microsoft.Data.Sqlite;

namespace Collab.Server.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_path_that_is_too_long_for_a_socket_is_reached_all_the_same_and_leaves_nothing_behind()
    {
        var folder = Path.Combine(_folder, new string('ö', 60), new string('b', 60));
        await using (var server = await CollabServer.StartAsync(folder))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "collab.sock")));
            var info = await Executable.RunAsync("info", "--data", folder);
            Assert.True(info.Code == 0, info.Errors);
        }

        var stopped = await Executable.RunAsync("token", "--data", folder, "--name", "Nightly", "--role", "reader");
        Assert.True(stopped.Code == 0, stopped.Errors);
        string address;
        using (var socket = new AdminSocket(folder))
        {
            address = socket.Address;
            Assert.True(Directory.Exists(Path.GetDirectoryName(address)));
            Assert.Equal(Path.Combine(folder, "collab.sock"), socket.Path);
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(address))));
        Assert.True(File.Exists(Path.Combine(folder, "collab.db")));
    }

    [Fact]
    public async Task On_a_running_server_the_commands_go_through_its_socket()
    {
        await using var server = await CollabServer.StartAsync(_folder);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "collab.sock")));

        var before = DateTime.UtcNow;
        var token = await Executable.RunAsync("token", "--data", _folder, "--name", "Nightly export", "--role", "reader");
        Assert.Equal(0, token.Code);
        // At midnight it is either of two days.
        string[] days = [$"{before:yyyy-MM-dd} – {before.AddDays(366):yyyy-MM-dd}", $"{DateTime.UtcNow:yyyy-MM-dd} – {DateTime.UtcNow.AddDays(366):yyyy-MM-dd}"];
        var program = new Participant(server, "Nightly export", null) { Token = Executable.LastLine(token.Out) };
        Assert.Equal("Nightly export", (string)(await program.ReadAsync("/api/me"))["displayName"]!);

        var listed = (await Executable.RunAsync("token", "--data", _folder, "--list")).Out.TrimEnd('\n').Split('\n');
        Assert.Contains(Assert.Single(listed).Split("  ")[^1], days.Select(day => $"Nightly export (read, export; {day})"));
        Assert.Equal(1, (await Executable.RunAsync("token", "--data", _folder, "--revoke", "another")).Code);
        Assert.Equal(1, (await Executable.RunAsync("token", "--data", _folder, "--name", "Lost", "--role", "reader", "--days", "3661")).Code);
        var second = await Executable.RunAsync("token", "--data", _folder, "--name", "Lost", "--role", "reader", "--days", "3660");
        Assert.Contains((await server.Accounts.ListTokensAsync()).Where(made => made.Name == "Lost"), made => made.Expires == made.Created.AddDays(3660));
        var lost = new Participant(server, "Lost", null) { Token = Executable.LastLine(second.Out) };
        Assert.Equal("200", await lost.GetAsync("/api/me").OutcomeAsync());
        var id = (await Executable.RunAsync("token", "--data", _folder, "--list")).Out.Split('\n').Single(line => line.Contains("  Lost (", StringComparison.Ordinal)).Split(' ')[0];
        Assert.Equal(0, (await Executable.RunAsync("token", "--data", _folder, "--revoke", id)).Code);
        Assert.Equal("401 unauthenticated", await lost.GetAsync("/api/me").OutcomeAsync());
        Assert.Single((await Executable.RunAsync("token", "--data", _folder, "--list")).Out.TrimEnd('\n').Split('\n'));

        var link = await Executable.RunAsync("link", "--data", _folder);
        Assert.StartsWith($"{server.Address}join#k", Executable.LastLine(link.Out), StringComparison.Ordinal);
        Assert.Equal("200", await server.Stranger().PostAsync("/api/join", new { secret = Executable.LastLine(link.Out).Split('#')[1], displayName = "Olga" }).OutcomeAsync());

        var file = Path.Combine(_folder, "rules.txt");
        await File.WriteAllTextAsync(file, "House rules\n\n1. Be kind.\n\n2. Be brief.\n");
        var import = await Executable.RunAsync("import", file, "--data", _folder, "--title", "The rules");
        Assert.Equal(0, import.Code);
        var document = Executable.LastLine(import.Out);
        Assert.Equal("The rules", (string)(await program.ReadAsync($"/api/documents/{document}"))["title"]!);

        var export = await Executable.RunAsync("export", document, "--data", _folder, "--format", "text");
        Assert.Contains("Be brief.", export.Out, StringComparison.Ordinal);

        var info = await Executable.RunAsync("info", "--data", _folder);
        Assert.Contains($"process {Environment.ProcessId}", info.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_stopped_server_the_same_commands_work_and_a_backup_restores_all()
    {
        var token = await Executable.RunAsync("token", "--data", _folder, "--name", "A program", "--role", "annotator");
        Assert.Equal((0, NewData(_folder)), (token.Code, token.Errors.Trim()));
        Assert.Equal("", (await Executable.RunAsync("link", "--data", _folder)).Errors);
        var backup = Path.Combine(_folder, "all.backup");
        Assert.Equal(0, (await Executable.RunAsync("backup", backup, "--data", _folder)).Code);
        Assert.Equal(0, (await Executable.RunAsync("verify", backup)).Code);
        var again = await Executable.RunAsync("backup", backup, "--data", _folder);
        Assert.Equal(1, again.Code);
        Assert.Contains("there already", again.Errors, StringComparison.Ordinal);

        var restored = Path.Combine(_folder, "restored");
        Assert.Equal(0, (await Executable.RunAsync("restore", backup, "--data", restored)).Code);
        await using var server = await CollabServer.StartAsync(restored);
        Assert.Null(server.OwnerSecret);
        var program = new Participant(server, "A program", null) { Token = Executable.LastLine(token.Out) };
        Assert.Equal("A program", (string)(await program.ReadAsync("/api/me"))["displayName"]!);
    }

    [Fact]
    public async Task Verify_names_document_and_seq_where_the_data_is_damaged()
    {
        string document;
        await using (var server = await CollabServer.StartAsync(_folder))
        {
            document = server.Document;
            var annotator = await server.JoinAsync(Role.Annotator);
            await annotator.AnnotateAsync(document, "remarkable-words");
        }

        var database = Path.Combine(_folder, "collab.db");
        var bytes = await File.ReadAllBytesAsync(database);
        var at = bytes.AsSpan().IndexOf("remarkable-words"u8);
        Assert.True(at > 0);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(database, bytes);

        var verify = await Executable.RunAsync("verify", "--data", _folder);
        Assert.Equal(1, verify.Code);
        Assert.Matches($"damaged: document {document} at seq [0-9]+", verify.Out);
    }

    [Fact]
    public async Task Verify_names_the_table_and_the_row_beside_the_logs_that_is_damaged()
    {
        await using (await CollabServer.StartAsync(_folder))
        {
        }

        using (var database = new SqliteConnection($"Data Source={Path.Combine(_folder, "collab.db")};Pooling=False"))
        {
            database.Open();
            using var change = database.CreateCommand();
            change.CommandText = "UPDATE links SET role = 'emperor'";
            Assert.Equal(1, change.ExecuteNonQuery());
        }

        var verify = await Executable.RunAsync("verify", "--data", _folder);
        Assert.Equal(1, verify.Code);
        Assert.Matches("damaged: links [0-9a-f]{64}: “role” is no role. Restore a backup to get it back.\n", verify.Out);
    }

    [Fact]
    public async Task A_second_server_on_the_folder_ends_at_once_and_names_the_first()
    {
        await using var server = await CollabServer.StartAsync(_folder);
        var watch = Stopwatch.StartNew();
        var second = await Executable.RunAsync("serve", "--data", _folder, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, second.Code);
        Assert.Contains($"process {Environment.ProcessId}", second.Errors, StringComparison.Ordinal);
        Assert.Empty(second.Out);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task What_is_misused_exits_with_2_and_what_is_refused_with_1()
    {
        Assert.Equal(2, (await Executable.RunAsync("token", "--data", _folder, "--name", "x", "--role", "emperor")).Code);
        Assert.Equal(2, (await Executable.RunAsync("token", "--data", _folder, "--name", "x")).Code);
        Assert.Equal(2, (await Executable.RunAsync("token", "--data", _folder, "--list", "--revoke", "x")).Code);
        Assert.Equal(2, (await Executable.RunAsync("serve", "--no-limits", "--share")).Code);
        Assert.Equal(1, (await Executable.RunAsync("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--no-limits", "--Collab:Share=true")).Code);
        Assert.Equal(2, (await Executable.RunAsync("sevre", "--data", _folder)).Code);
        var missing = await Executable.RunAsync("backup", "x", "--data", Path.Combine(_folder, "nothing"));
        Assert.Equal(1, missing.Code);
        Assert.Contains("There is no data", missing.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "nothing")));
        var limits = await Executable.RunAsync("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--Collab:Limits:Writes=0");
        Assert.Equal(1, limits.Code);
        Assert.Contains("Collab:Limits:Writes is 0", limits.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_imported_or_exported_is_said_in_a_sentence()
    {
        await using var server = await CollabServer.StartAsync(_folder);
        await AssertRefusedAsync("There is no text in it", "import", await FileAsync("empty.txt", []));
        await AssertRefusedAsync("not a text file", "import", await FileAsync("binary.txt", [0x31, 0x2E, 0x20, 0x00, 0x01]));
        await AssertRefusedAsync("is not UTF-8", "import", await FileAsync("latin.txt", [0x31, 0x2E, 0x20, 0xFF, 0x41]));
        await AssertRefusedAsync("The name says that this is a Word document", "import", await FileAsync("text.docx", "1. Be kind."u8.ToArray()));
        await AssertRefusedAsync("missing.txt", "import", Path.Combine(_folder, "missing.txt"));
        await AssertRefusedAsync("There is no document “00000000000000000000000000” here", "export", "00000000000000000000000000", "--format", "text");
        await AssertRefusedAsync("There is no document “nonsense” here", "export", "nonsense", "--format", "text");

        async Task<string> FileAsync(string name, byte[] content)
        {
            var path = Path.Combine(_folder, name);
            await File.WriteAllBytesAsync(path, content);
            return path;
        }

        async Task AssertRefusedAsync(string said, params string[] args)
        {
            var run = await Executable.RunAsync([.. args, "--data", _folder]);
            Assert.Equal((1, ""), (run.Code, run.Out));
            Assert.Contains(said, run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_in_use_is_said_with_what_to_do()
    {
        await using var server = await CollabServer.StartAsync();
        var second = await Executable.RunAsync("--data", _folder, "--urls", server.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(1, second.Code);
        Assert.Contains("choose another address with --urls", second.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Out + second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_work_says_how_far_it_is_in_lines_and_the_result_stands_alone()
    {
        var text = Path.Combine(_folder, "long.txt");
        await File.WriteAllTextAsync(text, "Long rules\n\n" + string.Concat(Enumerable.Range(1, 3000).Select(i => $"{i}. {new string('x', 500)}\n\n")));
        var data = Path.Combine(_folder, "data");
        var import = await Executable.RunAsync("import", text, "--data", data);
        Assert.Equal("", Lines(import.Errors, NewData(data), "Importing: 30 %", "Importing: 60 %", "Importing: 100 %"));
        Assert.Equal(0, import.Code);
        Assert.Matches("^[0-9a-z]{26}\n$", import.Out);

        var export = await Executable.RunAsync("export", import.Out.Trim(), "--data", data, "--format", "text");
        Assert.Equal("", Lines(export.Errors, "Writing: 1 MiB"));
        Assert.EndsWith("\n", export.Out, StringComparison.Ordinal);

        var backup = Path.Combine(_folder, "all.backup");
        Assert.Contains("Saving: 100 %", (await Executable.RunAsync("backup", backup, "--data", data)).Errors, StringComparison.Ordinal);
        var restore = await Executable.RunAsync("restore", backup, "--data", Path.Combine(_folder, "restored"));
        Assert.Contains("Restoring: 100 %", restore.Errors, StringComparison.Ordinal);
        Assert.StartsWith("Restored into", restore.Out, StringComparison.Ordinal);

        static string Lines(string errors, params string[] expected) => string.Join('\n', errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(expected).Concat(expected.Except(errors.Split('\n'))));
    }

    private static string NewData(string folder) => $"There is no data in {folder} yet: it is made now. If a server keeps its data elsewhere, name that folder with --data DIR.";

    [Fact]
    public async Task What_is_no_backup_is_neither_verified_nor_restored_and_a_running_server_is_named()
    {
        await using var server = await CollabServer.StartAsync(_folder);
        var export = Path.Combine(_folder, "record.json");
        Assert.Equal(0, (await Executable.RunAsync("export", server.Document, "--data", _folder, "--format", "json", "--out", export)).Code);
        foreach (var command in new[] { new[] { "verify", export }, ["restore", export, "--data", Path.Combine(_folder, "elsewhere")] })
        {
            var (code, _, errors) = await Executable.RunAsync(command);
            Assert.Equal(1, code);
            Assert.Contains("record.json is no backup: an export", errors, StringComparison.Ordinal);
        }

        var backup = Path.Combine(_folder, "all.backup");
        Assert.Equal(0, (await Executable.RunAsync("backup", backup, "--data", _folder)).Code);
        var running = await Executable.RunAsync("restore", backup, "--data", _folder);
        Assert.Equal(1, running.Code);
        Assert.Contains($"process {Environment.ProcessId}", running.Errors, StringComparison.Ordinal);
        Assert.Contains("Stop", running.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_help()
    {
        var help = await Executable.RunAsync("--help");
        Assert.Equal(0, help.Code);
        foreach (var command in new[] { "serve", "link", "token", "import", "export", "backup", "restore", "verify", "info" })
            Assert.Contains(command, help.Out, StringComparison.Ordinal);
        Assert.Contains("Example", (await Executable.RunAsync("import", "--help")).Out, StringComparison.Ordinal);
    }
}
