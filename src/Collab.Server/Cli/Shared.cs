using System.CommandLine;
using Collab.Server.Hosting;
using Spectre.Console;

namespace Collab.Server.Cli;

/// <summary>What the commands have in common.</summary>
internal static class Shared
{
    public static readonly Option<string?> Data = new("--data")
    {
        Description = "The folder that holds everything. Default: the environment variable Collab__Data, else Collab/ in your application data.",
        HelpName = "DIR",
        Recursive = true,
    };

    private static readonly IAnsiConsole Errors = Terminal.Of(Console.Error, Console.IsErrorRedirected);

    public static Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(Data) is { } data)
            settings[$"{ServerOptions.Section}:{nameof(ServerOptions.Data)}"] = data;
        return settings;
    }

    /// <summary>The data folder that a command is about.</summary>
    public static string Folder(ParseResult parsed) => DataLocation.Folder(
        parsed.GetValue(Data) ?? Environment.GetEnvironmentVariable($"{ServerOptions.Section}__{nameof(ServerOptions.Data)}"));

    public static int Fail(string message)
    {
        Errors.MarkupLine($"[red]Failed:[/] {Markup.Escape(message)}");
        return CommandLine.Failed;
    }

    public static int Misuse(string message)
    {
        Errors.MarkupLine($"[red]Not understood:[/] {Markup.Escape(message)}");
        return CommandLine.Misused;
    }
}
