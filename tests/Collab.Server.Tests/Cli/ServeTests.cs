using Collab.Server.Hosting;
using Collab.Server.Tests.Api;
using Collab.Testing;

namespace Collab.Server.Tests.Cli;

public sealed class ServeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-serve-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_first_start_prints_the_owner_link_and_a_later_one_how_to_get_another()
    {
        var first = await UntilReadyAsync("--data", _folder, "--urls", "http://127.0.0.1:0");
        Assert.Matches(@"http://127\.0\.0\.1:\d+/join#k[\w-]{43}", first);
        Assert.Contains(_folder, first, StringComparison.Ordinal);
        var second = await UntilReadyAsync("--data", _folder, "--urls", "http://127.0.0.1:0");
        Assert.DoesNotContain("join#", second, StringComparison.Ordinal);
        Assert.Contains("link", second, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--share")]
    [InlineData("--Collab:Share=true")]
    public async Task Shared_it_prints_address_code_fingerprint_and_how_to_test(string share)
    {
        var output = await UntilReadyAsync("--data", _folder, "--urls", "https://*:0", share);
        if (LocalAddresses.All().Count == 0)
        {
            Assert.Contains("in no network", output, StringComparison.Ordinal);
            return;
        }

        Assert.Matches(@"https://[\w.\[\]:]+/join and type the code [B-Z]{6}", output.ReplaceLineEndings(" ").Replace("  ", " "));
        var certificate = ShareCertificate.Kept(_folder)!;
        Assert.Contains(certificate.Fingerprint, output, StringComparison.Ordinal);
        Assert.Contains(certificate.KeyFingerprint, output, StringComparison.Ordinal);
        Assert.DoesNotContain("The address is another", output, StringComparison.Ordinal);
        Assert.Contains("/check", output, StringComparison.Ordinal);
        Assert.Matches(@"^https://[\w.\[\]:]+/join$", QrReader.ReadBlocks(output.ReplaceLineEndings("\n").Split('\n').Where(line => line.IndexOfAny(['█', '▀', '▄']) >= 0).ToList())!);
        Assert.True(File.Exists(Path.Combine(_folder, "share.pfx")));
    }

    [Fact]
    public async Task Where_the_address_is_another_than_at_the_last_start_it_says_so_and_what_helps_and_info_shows_the_fingerprints()
    {
        await using (var server = await CollabServer.StartAsync(_folder))
            await server.Accounts.SaveSettingAsync(SharedAddress.Setting, "https://192.0.2.77"u8.ToArray());
        File.WriteAllText(Path.Combine(_folder, ShareCertificate.FileName), "damaged");
        var output = (await UntilReadyAsync("--data", _folder, "--urls", "https://*:0", "--share")).ReplaceLineEndings(" ");
        var certificate = ShareCertificate.Kept(_folder)!;
        var (code, info, _) = await Executable.RunAsync("info", "--data", _folder);
        Assert.Equal(0, code);
        Assert.Contains($"certificate {certificate.Fingerprint}", info, StringComparison.Ordinal);
        Assert.Contains($"its key     {certificate.KeyFingerprint}", info, StringComparison.Ordinal);
        if (LocalAddresses.All().Count == 0)
            return;
        Assert.Contains("https://192.0.2.77", output, StringComparison.Ordinal);
        Assert.Contains("could not be read", output, StringComparison.Ordinal);
        // At the next start, on another port of the same address, nothing of it is said.
        Assert.DoesNotContain("The address is another", await UntilReadyAsync("--data", _folder, "--urls", "https://*:0", "--share"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_over_the_network_is_typed_out_and_said_to_be_unsafe()
    {
        var output = await UntilReadyAsync("--data", _folder, "--urls", "http://*:0", "--share", "--insecure-http");
        if (LocalAddresses.All().Count == 0)
        {
            Assert.Contains("in no network", output, StringComparison.Ordinal);
            return;
        }

        Assert.Contains("Plain HTTP", output, StringComparison.Ordinal);
        Assert.Matches(@"http://[\w.\[\]:]+/join", output);
        Assert.DoesNotContain("https://", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_without_sharing_is_refused()
    {
        var (code, _, errors) = await Executable.RunAsync("serve", "--data", _folder, "--insecure-http");

        Assert.NotEqual(0, code);
        Assert.Contains("--insecure-http belongs to --share", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_logs_every_line_is_an_object_and_none_holds_a_secret()
    {
        using var process = Executable.Start("serve", "--data", _folder, "--urls", "http://127.0.0.1:0", "--logs", "json");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        List<string> lines = [];
        // On a busy machine a warning may come first.
        while (lines.LastOrDefault()?.Contains("Collab is running on http://127.0.0.1:", StringComparison.Ordinal) != true && await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            lines.Add(line);
        process.Kill();
        lines.AddRange((await process.StandardOutput.ReadToEndAsync(limit.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        Assert.All(lines, line => Assert.NotNull(System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()));
        Assert.Contains(lines, line => line.Contains("Collab is running on http://127.0.0.1:", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("join#", StringComparison.Ordinal));
    }

    private static async Task<string> UntilReadyAsync(params string[] args)
    {
        using var process = Executable.Start(["serve", .. args]);
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var output = new System.Text.StringBuilder();
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                output.AppendLine(line);
                if (line.Contains("Ctrl+C", StringComparison.Ordinal))
                    return output.ToString();
            }

            throw new InvalidOperationException(output + await process.StandardError.ReadToEndAsync(limit.Token));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
