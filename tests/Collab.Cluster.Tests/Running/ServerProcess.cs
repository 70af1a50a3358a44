using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Text;
using Collab.Testing;
using Microsoft.Diagnostics.NETCore.Client;

namespace Collab.Cluster.Tests.Running;

/// <summary>A server in a process of its own. It ends with this object at the latest.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private bool _disposed;

    private ServerProcess(Process process, Uri address, string folder)
    {
        (_process, Address, Folder) = (process, address, folder);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Its data folder.</summary>
    public string Folder { get; }

    public int Id => _process.Id;

    /// <summary>From the start of the process until it was ready.</summary>
    public TimeSpan Started { get; private set; }

    /// <summary>Everything printed so far, errors too.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Resident bytes now.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public int Threads => Directory.GetDirectories($"/proc/{Id}/task").Length;

    /// <summary>Open files and sockets.</summary>
    public int Handles => Directory.GetFiles($"/proc/{Id}/fd").Length;

    /// <summary>Starts a server without rate limits on loopback, and waits until it is ready.</summary>
    /// <param name="environment">Variables that are set for it alone.</param>
    public static Task<ServerProcess> StartAsync(string data, int? port = null, IReadOnlyDictionary<string, string>? environment = null) =>
        StartAsync(new Uri($"http://127.0.0.1:{port ?? Ports.Free()}/"), ["serve", "--no-limits", "--data", data], environment: environment);

    /// <summary>Starts a server that listens on an address, and waits until it is ready.</summary>
    /// <param name="urls">What it listens on, where that is not the address.</param>
    /// <param name="host">The network namespace that it runs in; null for this one's.</param>
    /// <param name="environment">Variables that are set for it alone.</param>
    public static async Task<ServerProcess> StartAsync(Uri address, string[] arguments, string? urls = null, string? host = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var began = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Executable.StartIn(host, environment, [.. arguments, "--urls", urls ?? address.GetLeftPart(UriPartial.Authority)]), address, arguments.SkipWhile(argument => argument != "--data").ElementAt(1));
        try
        {
            using var client = Person.Client(address);
            await Patience.UntilAsync(() => server.IsReadyAsync(client), () => $"the server is ready. {server.Output}");
            server.Started = Stopwatch.GetElapsedTime(began);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The secret of the owner link that the first start prints.</summary>
    public async Task<string> OwnerSecretAsync()
    {
        await Patience.UntilAsync(() => Output.Contains("Ctrl+C", StringComparison.Ordinal), "the server prints how to come in");
        return Output[(Output.IndexOf("/join#", StringComparison.Ordinal) + "/join#".Length)..].Split('\n')[0].Trim();
    }

    /// <summary>Has the runtime collect its whole heap, as dotnet-gcdump does: the provider does it when a session asks for it by this keyword, before the session can be ended.</summary>
    public async Task CollectAsync()
    {
        const long heapCollect = 0x800000;
        using var session = await new DiagnosticsClient(Id).StartEventPipeSessionAsync([new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, heapCollect)], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var reading = session.EventStream.CopyToAsync(Stream.Null);
        await session.StopAsync(CancellationToken.None);
        await reading;
    }

    /// <summary>SIGKILL: it ends wherever it is.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it ends when it is done.</summary>
    public void Terminate() => Signals.Terminate(_process.Id);

    /// <summary>SIGSTOP: it halts wherever it is, and its connections stay.</summary>
    public void Freeze() => Signals.Stop(_process.Id);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signals.Continue(_process.Id);

    // One that did not start again is disposed of already: the next test is to start it, and not to fail for it.
    public bool HasEnded => _disposed || _process.HasExited;

    /// <returns>The exit code.</returns>
    public async Task<int> EndedAsync()
    {
        using var enough = new CancellationTokenSource(Patience.Long);
        await _process.WaitForExitAsync(enough.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync(HttpClient client)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The server ended with {_process.ExitCode}. {Output}");
        try
        {
            using var answer = await client.GetAsync("health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.Append(line).Append('\n');
    }
}
