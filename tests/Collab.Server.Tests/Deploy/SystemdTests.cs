using System.Diagnostics;
using Collab.Server.Tests.Docs;

namespace Collab.Server.Tests.Deploy;

/// <summary>deploy/systemd/collab.service, by systemd's own word where it is installed.</summary>
public sealed class SystemdTests
{
    private static readonly string File = Repository.Path("deploy", "systemd", "collab.service");

    private static readonly ILookup<string, string> Service = System.IO.File.ReadLines(File).SkipWhile(line => line != "[Service]").TakeWhile(line => line != "[Install]")
        .Where(line => line.Contains('=') && line[0] != '#').ToLookup(line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..]);

    [Fact]
    public void Its_settings_are_known_and_it_may_drain()
    {
        KnownSettings.Demand(Service["Environment"].SelectMany(line => line.Split(' ')).Select(setting => setting.Split('=')[0]));
        Assert.Contains($"Collab__Data=/var/lib/{Service["StateDirectory"].Single()}", Service["Environment"].Single(), StringComparison.Ordinal);
        Assert.Equal("SIGTERM", Service["KillSignal"].Single());
        Assert.True(int.Parse(Service["TimeoutStopSec"].Single()) > 10, "It is killed before it has drained.");
        // The runtime sets its own priority and processor affinity; killed for that, the server would not start.
        Assert.Equal("EPERM", Service["SystemCallErrorNumber"].Single());
    }

    [Fact]
    public void It_is_confined() => Assert.All(
        new[] { "DynamicUser=yes", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes", "RestrictNamespaces=yes", "UMask=0077" },
        setting => Assert.Equal(setting.Split('=')[1], Service[setting.Split('=')[0]].Single()));

    [Fact]
    public void Systemd_knows_every_line_and_finds_little_exposed()
    {
        if (!System.IO.File.Exists("/usr/bin/systemd-analyze"))
            return;
        // What it says of programs that are not installed here is not about the file.
        Assert.DoesNotContain(Run("verify", File).Split('\n'), line => line.Contains("collab.service", StringComparison.Ordinal) && !line.Contains("is not executable", StringComparison.Ordinal));
        Assert.Contains("OK", Run("security", "--offline=yes", "--no-pager", "--threshold=20", File).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
    }

    private static string Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("systemd-analyze", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }
}
