using System.Diagnostics;
using Collab.Cluster.Tests.Running;
using Collab.Testing;

namespace Collab.Cluster.Tests;

/// <summary>The archive that deploy/publish.sh makes of what these tests were built with, as somebody who downloads it uses it.</summary>
public sealed class ReleaseTests : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-release-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_archive_is_as_its_sum_says_and_starts_with_its_script()
    {
        await using var publish = Script.Start("deploy/publish.sh", ["--built", Configuration, _folder]);
        Assert.True(await publish.EndedAsync() == 0, publish.Output);
        var archive = Path.GetFileName(Assert.Single(Directory.GetFiles(_folder, "*.tar.gz")));
        Run("sha256sum", "--check", "--strict", $"{archive}.sha256");
        Run("tar", "-xzf", archive);
        var unpacked = Assert.Single(Directory.GetDirectories(_folder));
        Assert.Equal(archive, $"{Path.GetFileName(unpacked)}.tar.gz");
        Assert.Contains("CycloneDX", await File.ReadAllTextAsync(Path.Combine(unpacked, "collab.cdx.json")), StringComparison.Ordinal);

        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        // From elsewhere and by a link, as from a folder in PATH.
        var link = Path.Combine(_folder, "collab");
        File.CreateSymbolicLink(link, Path.Combine(unpacked, "collab"));
        await using var server = Script.Of(Process.Start(new ProcessStartInfo(link, ["--data", Path.Combine(_folder, "data"), "--urls", address.GetLeftPart(UriPartial.Authority)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!);
        await server.SaysAsync("Ctrl+C");
        var secret = server.Output.Split("/join#")[1].Split('\n')[0].Trim();
        var (owner, joined) = await Person.JoinAsync(address, secret, "Olga Brandt");
        using (owner)
        {
            Assert.NotEmpty((await owner.GetAsync($"api/documents/{joined["document"]}"))["clauses"]!.AsArray());
            var page = await owner.Http.GetStringAsync($"rooms/{joined["document"]}");
            // The page's own files came along.
            foreach (var file in page.Split("href=\"/").Skip(1).Select(part => part.Split('"')[0]).Where(file => file.EndsWith(".css", StringComparison.Ordinal)))
                Assert.NotEmpty(await owner.Http.GetStringAsync(file));
        }

        server.Terminate();
        Assert.Equal(0, await server.EndedAsync());
    }

    private void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {said}");
    }
}
