using System.Diagnostics;
using System.Runtime.Versioning;
using Collab.Storage.Erasures;
using Collab.Storage.Sqlite;
using Xunit.Abstractions;

namespace Collab.Storage.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class FolderOwnerTests(ITestOutputHelper output) : IDisposable
{
    // Nobody has it.
    private const string Another = "61654";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_root_makes_in_the_folder_of_another_user_is_that_users_and_a_backup_is_its_own()
    {
        // Nobody but root can make what is another's.
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            output.WriteLine("Not run: it needs root on Linux.");
            return;
        }

        var (data, restored) = (Owned("data"), Owned("restored"));
        using (var storage = SqliteStorage.Open(data))
        {
            await storage.Log.CreateAsync("d.1", StreamKind.Document);
            await storage.Log.AppendNextAsync("d.1", Drafts.Draft());
            await storage.Index.UpdateAsync("d.1", (await storage.Log.FindAsync("d.1"))!.Epoch, 0, 1, []);
            ErasureList.Of(data).Add(new Erasure("e.1", DateTimeOffset.UnixEpoch, Person: "nobody"));
            await storage.BackupAsync(_folder.File("copy"));
            Assert.All(Directory.GetFiles(data), file => Assert.Equal((file, Another), (file, OwnerOf(file))));
            Assert.Contains(Directory.GetFiles(data), file => file.EndsWith("collab.search", StringComparison.Ordinal));
        }

        Assert.Equal("0", OwnerOf(_folder.File("copy")));
        SqliteStorage.Restore(_folder.File("copy"), restored);
        Assert.All(Directory.GetFiles(restored), file => Assert.Equal((file, Another), (file, OwnerOf(file))));

        string Owned(string name)
        {
            var folder = Directory.CreateDirectory(_folder.File(name)).FullName;
            Run("chown", Another, folder);
            return folder;
        }
    }

    [Fact]
    public void What_is_there_already_is_not_given_to_the_owner_of_the_folder_wherever_it_leads()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            output.WriteLine("Not run: it needs root on Linux.");
            return;
        }

        File.WriteAllText(_folder.File("secret"), "");
        var data = Directory.CreateDirectory(_folder.File("data")).FullName;
        Run("chown", Another, data);
        File.CreateSymbolicLink(Path.Combine(data, ErasureList.FileName), _folder.File("secret"));
        ErasureList.Of(data).Add(new Erasure("e.1", DateTimeOffset.UnixEpoch, Person: "nobody"));
        Assert.Equal("0", OwnerOf(_folder.File("secret")));
    }

    public void Dispose() => _folder.Dispose();

    private static string OwnerOf(string file) => Run("stat", "-c", "%u", file);

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
