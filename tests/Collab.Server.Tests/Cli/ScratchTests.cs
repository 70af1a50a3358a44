using System.Diagnostics;

namespace Collab.Server.Tests.Cli;

/// <summary>The copy of a whole server that the command <c>verify</c> makes of a backup.</summary>
public sealed class ScratchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-cli-").FullName;

    private static readonly string Left = $"{Guid.NewGuid():N}";

    private string Temporary => Path.Combine(_folder, "tmp");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task M266_The_copy_goes_when_the_command_is_ended_and_what_a_killed_one_has_left_goes_with_the_next(string signal)
    {
        Directory.CreateDirectory(Temporary);
        var (left, held, anothers) = (Old($"collab-verify-{Left}"), Old($"collab-restore-{Guid.NewGuid():N}"), Old("collab-restore-test"));
        await using var holds = new FileStream(Path.Combine(held, "in-use.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        // Nobody writes the backup a second time: the command waits for it, with its folder made.
        var backup = Path.Combine(_folder, "backup");
        await RunAsync("mkfifo", backup);
        // What is started in the background of a shell ignores INT.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Executable.Program, "verify", backup, "--data", Path.Combine(_folder, "data")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = Temporary;
        var made = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(Temporary, "collab-verify-*");
        watcher.Created += (_, _) => made.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var verify = Process.Start(start)!;
        await using (var once = new FileStream(backup, FileMode.Open, FileAccess.Write))
            await once.WriteAsync("SQLite format 3\0"u8.ToArray());
        await made.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Single(Made());
        Assert.False(Directory.Exists(left));

        await RunAsync("kill", $"-{signal}", $"{verify.Id}");
        await verify.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(Made());
        Assert.True(Directory.Exists(held));
        Assert.True(Directory.Exists(anothers));
    }

    private string[] Made() => [.. Directory.GetDirectories(Temporary, "collab-verify-*").Where(folder => !folder.EndsWith(Left, StringComparison.Ordinal))];

    private string Old(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Temporary, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "in-use.lock"), "");
        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddMinutes(-5));
        return folder;
    }

    private static async Task RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(program, args);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
