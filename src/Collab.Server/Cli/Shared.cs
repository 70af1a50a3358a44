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

    public static readonly Option<string?> Storage = new("--storage")
    {
        Description = "Where it is kept: sqlite (in the data folder) or postgres. Default: postgres when there is a connection, else sqlite.",
        HelpName = "KIND",
        Recursive = true,
    };

    public static readonly Option<string?> Connection = new("--connection")
    {
        Description = "The PostgreSQL database, \"Host=…;Username=…;Database=…\". Default: the environment variable Collab__Connection, which others on this machine cannot read.",
        HelpName = "CONNECTION",
        Recursive = true,
    };

    private static readonly IAnsiConsole Errors = Terminal.Of(Console.Error, Console.IsErrorRedirected);

    public static Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var (option, name) in new[] { (Data, nameof(ServerOptions.Data)), (Storage, nameof(ServerOptions.Storage)), (Connection, nameof(ServerOptions.Connection)) })
        {
            if (parsed.GetValue(option) is { } value)
                settings[$"{ServerOptions.Section}:{name}"] = value;
        }

        return settings;
    }

    /// <summary>The storage that a command is about.</summary>
    /// <exception cref="IOException">The settings do not fit together.</exception>
    public static StorageSettings StorageOf(ParseResult parsed) => StorageSettings.Read(
        new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(Settings(parsed)).Build());

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
