using Spectre.Console;

namespace Collab.Server.Cli;

/// <summary>What people read on a terminal.</summary>
internal static class Terminal
{
    private const int NeverWrap = 10_000;

    /// <summary>A console that breaks lines on a terminal only: in a file or a pipe, a path or an address stays whole.</summary>
    public static IAnsiConsole Of(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
            console.Profile.Width = NeverWrap;
        return console;
    }
}
