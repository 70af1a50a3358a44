using System.Diagnostics;
using Collab.Testing;

namespace Collab.Benchmarks;

/// <summary>A process that serves HTTP on a free port of loopback, and ends with this object.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private TaskCompletionSource<string> _answer = new();
    private bool _isOver;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan StartedIn { get; private set; }

    public int Id => _process.Id;

    /// <summary>Resident bytes now.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has used of the processors.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Collab, with its data in a folder, or in a PostgreSQL.</summary>
    /// <param name="settings">Further arguments of the command line.</param>
    public static Task<ServerProcess> CollabAsync(string data, string? connection = null, params string[] settings) => StartAsync(
        url => ["Collab.Server.dll", "serve", "--no-limits", "--data", data, "--urls", url, .. connection is null ? [] : (string[])["--storage", "postgres", "--connection", connection], .. settings], "health/ready");

    public static Task<ServerProcess> BaselineAsync() => StartAsync(url => ["Collab.Benchmarks.dll", "baseline", url], "");

    /// <summary>Collab, which does from within what it is asked to by <see cref="AskAsync"/>.</summary>
    public static Task<ServerProcess> InsideAsync(string data, string? connection = null) =>
        StartAsync(url => ["Collab.Benchmarks.dll", "inside", data, url, .. connection is null ? [] : (string[])[connection]], "health/ready", info => info.RedirectStandardInput = true);

    /// <summary>The same, for its instructions to be counted: no method is compiled anew meanwhile, no thread waits by spinning, and there are threads enough without those that see to it by the clock.</summary>
    public static Task<ServerProcess> PolicyAsync(string data) => StartAsync(url => ["Collab.Benchmarks.dll", "inside", data, url], "health/ready", info =>
    {
        info.RedirectStandardInput = true;
        foreach (var (name, value) in new[] { ("TieredCompilation", "0"), ("ThreadPool_UnfairSemaphoreSpinLimit", "0"), ("ThreadPool_ForceMinWorkerThreads", "10"), ("GCgen0size", "10000000") })
            info.Environment["DOTNET_" + name] = value;
    });

    /// <summary>Writes a line to its input and waits for one on its output.</summary>
    /// <returns>What it answers; empty where there is nothing to say.</returns>
    public async Task<string> AskAsync(string line)
    {
        _answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _process.StandardInput.WriteLineAsync(line);
        if (_process.HasExited)
            _answer.TrySetException(new InvalidOperationException("The server ended."));
        return await _answer.Task;
    }

    /// <summary>Halts the process for so long while something is under way.</summary>
    public async Task HaltAsync(TimeSpan halt, Task underWay)
    {
        foreach (var signal in (string[])["STOP", "CONT"])
        {
            using var sent = Process.Start("kill", ["-" + signal, $"{Id}"]);
            await sent.WaitForExitAsync();
            if (signal == "STOP")
                await Task.Delay(halt);
        }

        await underWay;
    }

    /// <summary>Runs a sub-command of Collab and returns the last line that it prints.</summary>
    public static async Task<string> CommandAsync(params string[] arguments)
    {
        using var process = Process.Start(Info(["Collab.Server.dll", .. arguments]))!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"collab {string.Join(' ', arguments)} ended with {process.ExitCode}: {output} {await process.StandardError.ReadToEndAsync()}");
        return output.TrimEnd().Split('\n')[^1].Trim();
    }

    /// <summary>Ends it; once is enough.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOver)
            return;
        _isOver = true;
        Started.End(_process);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<ServerProcess> StartAsync(Func<string, string[]> arguments, string ready, Action<ProcessStartInfo>? configure = null)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        var began = Stopwatch.GetTimestamp();
        var info = Info(arguments(address.ToString().TrimEnd('/')));
        configure?.Invoke(info);
        var process = Started.Start(() => Process.Start(info)!, process => process.Kill());
        var server = new ServerProcess(process, address);
        process.OutputDataReceived += (_, line) => { if (line.Data is { } said && said.StartsWith(InsideServer.Answer, StringComparison.Ordinal)) server._answer.TrySetResult(said[InsideServer.Answer.Length..]); };
        process.Exited += (_, _) => server._answer.TrySetException(new InvalidOperationException("The server ended."));
        process.EnableRaisingEvents = true;
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await server.AnsweredAsync(ready, began);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server.StartedIn = Stopwatch.GetElapsedTime(began);
        return server;
    }

    private async Task AnsweredAsync(string ready, long began)
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (true)
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(120))
                throw new InvalidOperationException("The server did not start.");
            try
            {
                using var answer = await client.GetAsync(ready);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Nothing listens there yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private static ProcessStartInfo Info(string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        // All readers here are one person, at one address.
        foreach (var limit in (string[])["Connections", "AddressConnections", "AllConnections"])
            info.Environment["Collab__Limits__" + limit] = "100000";
        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, arguments[0]));
        foreach (var argument in arguments[1..])
            info.ArgumentList.Add(argument);
        return info;
    }
}
