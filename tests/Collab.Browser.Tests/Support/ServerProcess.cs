using System.Diagnostics;
using System.Text.RegularExpressions;
using Collab.Testing;

namespace Collab.Browser.Tests.Support;

/// <summary>The server as a process of its own, which can be killed and started again on the same data.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-test-").FullName;
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    /// <summary>The path of the owner link that the first start printed.</summary>
    public string OwnerPath { get; private set; } = "";

    /// <summary>Starts it, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Collab.Server.dll"), "serve", "--no-limits", "--data", _data, "--urls", Address.GetLeftPart(UriPartial.Authority) })
            info.ArgumentList.Add(argument);
        var process = Process.Start(info)!;
        var said = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                said.TrySetException(new InvalidOperationException("The server ended before it was ready."));
            else if (JoinPath().Match(line.Data) is { Success: true } found)
                OwnerPath = found.Value;
            else if (line.Data.StartsWith("Stop it with", StringComparison.Ordinal))
                said.TrySetResult();
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await said.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>As a power cut ends it: without a word.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_data, recursive: true);
    }

    [GeneratedRegex("/join#\\S+")]
    private static partial Regex JoinPath();
}
