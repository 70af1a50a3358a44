using System.Diagnostics;

namespace Collab.Server.Tests.Cli;

/// <summary>The executable as an operator runs it.</summary>
public static class Executable
{
    /// <summary>Where it is.</summary>
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Collab.Server.dll");

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Out, string Errors)> RunAsync(params string[] args)
    {
        using var process = Start(args);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>The last line that a command wrote.</summary>
    public static string LastLine(string output) => output.TrimEnd('\n').Split('\n')[^1];
}
