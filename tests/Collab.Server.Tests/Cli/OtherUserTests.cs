using System.Diagnostics;
using System.Runtime.Versioning;
using Xunit.Abstractions;

namespace Collab.Server.Tests.Cli;

/// <summary>The server runs as a user of its own, as its systemd unit has it, and the operator is root. Only root can test that.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OtherUserTests(ITestOutputHelper output) : IDisposable
{
    // Nobody has it; nothing else belongs to it.
    private const string User = "61654";

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-user-").FullName;

    private readonly List<Process> _servers = [];

    private string Data => Path.Combine(_folder, "data");

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            if (!server.HasExited)
                server.Kill(entireProcessTree: true);
            server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Root_backs_its_data_up_where_the_server_may_not_write_and_leaves_nothing_in_its_folder_that_it_cannot_open()
    {
        if (await MissingAsync() is { } missing)
        {
            output.WriteLine($"Not run: {missing}.");
            return;
        }

        var mine = Directory.CreateDirectory(Path.Combine(_folder, "mine"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        var server = await StartAsync();
        var backup = Path.Combine(mine, "all.backup");
        var (code, _, errors) = await Executable.RunAsync("backup", backup, "--data", Data);
        Assert.True(code == 0, errors);
        Assert.Equal("0", await OwnerAsync(backup));
        Assert.Equal(0, (await Executable.RunAsync("verify", backup)).Code);
        Assert.EndsWith("in good order", await DrillAsync(mine), StringComparison.Ordinal);
        Assert.Equal(0, (await Executable.RunAsync("token", "--data", Data, "--name", "Mira Solberg", "--role", "annotator")).Code);
        await StopAsync(server);

        var erased = await Executable.RunAsync("erase", "--person", "Mira Solberg", "--yes", "--data", Data);
        Assert.True(erased.Code == 0, erased.Errors);
        Assert.True(File.Exists(Path.Combine(Data, "collab.erasures")));
        foreach (var file in Directory.GetFiles(Data))
            Assert.Equal((file, User), (file, await OwnerAsync(file)));
        await StopAsync(await StartAsync());
    }

    /// <summary>What it lacks: to be root, or that another user may read the program and reach the folder.</summary>
    private async Task<string?> MissingAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "it needs root on Linux";
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_001_001);
        await RunAsync("chown", User, Directory.CreateDirectory(Data).FullName);
        using var looks = As(User, "test", "-r", Executable.Program, "-a", "-w", Data);
        await looks.WaitForExitAsync();
        return looks.ExitCode == 0 ? null : "another user must be able to read the program that was built";
    }

    private async Task<Process> StartAsync()
    {
        var server = As(User, "dotnet", Executable.Program, "serve", "--data", Data, "--urls", "http://127.0.0.1:0", "--logs", "json");
        _servers.Add(server);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<string> lines = [];
        while (await server.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            lines.Add(line);
            if (!line.Contains("Collab is running on http://127.0.0.1:", StringComparison.Ordinal))
                continue;
            _ = server.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return server;
        }

        throw new InvalidOperationException(string.Join('\n', lines) + await server.StandardError.ReadToEndAsync(limit.Token));
    }

    private static async Task StopAsync(Process server)
    {
        await RunAsync("kill", "-TERM", $"{server.Id}");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await server.WaitForExitAsync(limit.Token);
        Assert.Equal(0, server.ExitCode);
    }

    private async Task<string> DrillAsync(string folder)
    {
        var start = new ProcessStartInfo("bash", ["-c", "\"$0\" drill.backup 2>&1 && echo in good order", Docs.Repository.Path("deploy", "drill.sh")]) { RedirectStandardOutput = true, WorkingDirectory = folder };
        (start.Environment["COLLAB_PROGRAM"], start.Environment["Collab__Data"], start.Environment["TMPDIR"]) = (Path.GetDirectoryName(Executable.Program), Data, folder);
        using var drill = Process.Start(start)!;
        var output = await drill.StandardOutput.ReadToEndAsync();
        await drill.WaitForExitAsync();
        return output.Trim();
    }

    private static async Task<string> OwnerAsync(string file) => await RunAsync("stat", "-c", "%u", file);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    private static Process As(string user, params string[] command)
    {
        // setpriv replaces itself: the process is the server's own.
        var start = new ProcessStartInfo("setpriv", [$"--reuid={user}", $"--regid={user}", "--clear-groups", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = "/";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment.Remove("DOTNET_CLI_HOME");
        return Process.Start(start)!;
    }
}
