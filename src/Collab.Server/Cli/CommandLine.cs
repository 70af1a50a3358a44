using System.CommandLine;

namespace Collab.Server.Cli;

/// <summary>The commands of the executable. They exit with 0 when done, 1 when refused or damaged, 2 when misused.</summary>
public static class CommandLine
{
    public const int Done = 0, Failed = 1, Misused = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = ServeCommand.Root();
        var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false });
        // No timeout: the host stops in good order at a signal, the parser would end the process after two seconds.
        var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        // A misuse is told from a failure.
        return parsed.Errors.Count > 0 ? Misused : code;
    }
}
