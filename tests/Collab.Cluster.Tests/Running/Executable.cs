using System.Diagnostics;

namespace Collab.Cluster.Tests.Running;

/// <summary>The executable as an operator runs it.</summary>
internal static class Executable
{
    public static Process Start(params string[] arguments) => StartIn(null, null, arguments);

    /// <param name="host">The network namespace that it runs in; null for this one's.</param>
    /// <param name="environment">Variables that are set for it alone.</param>
    public static Process StartIn(string? host, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        // nsenter puts itself into the namespace and becomes the program: the process is the server's own. (ip would give it a copy of all mounts, which holds them.)
        var start = new ProcessStartInfo(host is null ? "dotnet" : "nsenter", host is null ? [] : [$"--net=/run/netns/{host}", "dotnet"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Collab.Server.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["NO_COLOR"] = "1";
        // Most live for seconds: code that is watched to be compiled better later costs a ninth of their start (docs/decisions/0235).
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var enough = new CancellationTokenSource(Patience.Long);
        try
        {
            using var output = new MemoryStream();
            var (copying, errors) = (process.StandardOutput.BaseStream.CopyToAsync(output, enough.Token), process.StandardError.ReadToEndAsync(enough.Token));
            await process.WaitForExitAsync(enough.Token);
            await copying;
            return new CommandResult(process.ExitCode, output.ToArray(), await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
