using System.Diagnostics;
using System.Text;

namespace Collab.Cluster.Tests.Running;

/// <summary>A script of deploy/ as an operator runs it. It is told to stop with this object at the latest, and cleans up after itself.</summary>
internal sealed class Script : IAsyncDisposable
{
    /// <summary>A script starts several processes one after the other.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Script(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything printed so far, errors too.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Where the program lies that these tests were built with.</summary>
    public static string Program => AppContext.BaseDirectory.TrimEnd('/');

    /// <param name="path">Within the repository.</param>
    /// <param name="environment">What is set for it besides the tests' own environment.</param>
    public static Script Start(string path, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), path));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new Script(Process.Start(start)!);
    }

    /// <summary>Something else that was started, to be read as it goes.</summary>
    public static Script Of(Process process) => new(process);

    /// <summary>Waits until it has printed something, while it runs.</summary>
    public async Task SaysAsync(string text)
    {
        using var enough = new CancellationTokenSource(Long);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || enough.IsCancellationRequested)
                Assert.Fail($"It does not say “{text}”. {Output}");
            await Task.Delay(Patience.Poll);
        }
    }

    public void Terminate() => Signals.Terminate(_process.Id);

    /// <returns>The exit code; everything that it printed has been read.</returns>
    /// <param name="within">How long it may take; two minutes where nothing is said.</param>
    public async Task<int> EndedAsync(TimeSpan? within = null)
    {
        using var enough = new CancellationTokenSource(within ?? Long);
        await _process.WaitForExitAsync(enough.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Terminate();
            await EndedAsync();
        }

        _process.Dispose();
    }

    private static string Root(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Collab.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("These tests run scripts of the repository: run them within it.");
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.Append(line).Append('\n');
    }
}
