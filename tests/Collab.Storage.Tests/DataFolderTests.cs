using System.Diagnostics;
using System.Runtime.Versioning;
using Collab.Storage.Sqlite;

namespace Collab.Storage.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task N118_nobody_but_the_owner_may_look_into_it()
    {
        var path = _folder.File("new/data");
        Directory.CreateDirectory(path);
        // It was open to all.
        File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
        using var storage = SqliteStorage.Open(path);
        await storage.Log.CreateAsync("d.1", StreamKind.Document);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        var files = Directory.GetFiles(path);
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        await storage.BackupAsync(_folder.File("copy"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("copy")));
    }

    [Fact]
    public void M110_a_folder_whose_mode_is_anothers_to_set_is_refused_in_words()
    {
        // Of a process' own folder there not even root may change the mode.
        var refused = Assert.Throws<UnauthorizedAccessException>(() => DataFolder.Open("/proc/self"));
        Assert.Equal("The data folder /proc/self belongs to another user. Run Collab as that user, or choose another folder with --data.", refused.Message);
    }

    [Fact]
    public void A_second_one_in_the_same_process_is_refused_with_its_pid()
    {
        using (DataFolder.Open(_folder.Path))
        {
            var refused = Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(_folder.Path));
            Assert.Equal(Environment.ProcessId, refused.ProcessId);
        }

        DataFolder.Open(_folder.Path).Dispose();
    }

    [Fact]
    public async Task A_folder_that_another_process_has_open_is_refused_until_that_one_is_dead()
    {
        // flock(1) of util-linux takes the same lock as a second server would; with -o its child does not share it.
        var start = new ProcessStartInfo("flock", ["-o", _folder.File("collab.lock"), "sh", "-c", "echo locked; exec sleep 600"]) { RedirectStandardOutput = true };
        using var other = Process.Start(start)!;
        Assert.Equal("locked", await other.StandardOutput.ReadLineAsync());
        await File.WriteAllTextAsync(_folder.File("collab.pid"), $"{other.Id}");
        try
        {
            var refused = Assert.Throws<DataFolderInUseException>(() => SqliteStorage.Open(_folder.Path));
            Assert.Equal(other.Id, refused.ProcessId);
            Assert.Contains($"{other.Id}", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            other.Kill(entireProcessTree: true);
            await other.WaitForExitAsync();
        }

        using var storage = SqliteStorage.Open(_folder.Path);
        Assert.Equal($"{Environment.ProcessId}", await File.ReadAllTextAsync(_folder.File("collab.pid")));
    }

    public void Dispose() => _folder.Dispose();
}
