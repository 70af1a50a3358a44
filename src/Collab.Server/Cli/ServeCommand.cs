using System.CommandLine;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Telemetry;
using Collab.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Collab.Server.Cli;

/// <summary>Runs the server. It is what the executable does when no other command is given.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = $"Where to listen, separated by semicolons. Default: {Listening.Default}", HelpName = "URLS" };
    private static readonly Option<bool> Share = new("--share") { Description = "Open the server to the local network, by HTTPS with a certificate of its own." };
    private static readonly Option<bool> Insecure = new("--insecure-http") { Description = "With --share: plain HTTP. Everybody on the network can read and change what travels." };
    private static readonly Option<bool> NoLimits = new("--no-limits") { Description = "Switch the rate limits off, for benchmarks on this machine. Not with --share." };

    private static readonly Option<string> Logs = new("--logs")
    {
        Description = "How log lines are written: text, or json (an object a line, and nothing else on standard output). Default: text",
        HelpName = "FORMAT",
    };

    public static RootCommand Root()
    {
        var root = new RootCommand("""
            Collab: a group reads one text together and writes in its margin, live.

            Examples:
              Collab.Server                          serve on this machine
              Collab.Server --share                  serve to the local network, with a QR code to join by
              Collab.Server link                     print a new owner link
              Collab.Server import text.md           add a text
              Collab.Server backup collab.backup     save everything to a file

            Every setting is also an option (--Collab:Limits:Writes=600) or an environment variable (Collab__Limits__Writes=600).
            """);
        root.Options.Add(Shared.Data);
        root.Options.Add(Shared.Storage);
        root.Options.Add(Shared.Connection);
        var serve = new Command("serve", "Run the server (the default).");
        foreach (var command in new Command[] { root, serve })
        {
            command.Options.Add(Urls);
            command.Options.Add(Share);
            command.Options.Add(Insecure);
            command.Options.Add(NoLimits);
            command.Options.Add(Logs);
            command.TreatUnmatchedTokensAsErrors = false;
            command.Validators.Add(result =>
            {
                if (result.GetValue(NoLimits) && result.GetValue(Share))
                    result.AddError("--no-limits cannot be combined with --share: without limits anybody on the network could guess join codes.");
                if (result.GetValue(Insecure) && !result.GetValue(Share))
                    result.AddError("--insecure-http belongs to --share.");
            });
            command.SetAction(RunAsync);
        }

        Logs.AcceptOnlyFromAmong("text", "json");
        root.Subcommands.Add(serve);
        foreach (var command in OperatorCommands.All())
            root.Subcommands.Add(command);
        TidyHelp.Install(root);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
            return Shared.Misuse($"There is no command “{unknown}”. See --help.");
        var settings = Shared.Settings(parsed);
        if (parsed.GetValue(Urls) is { } urls)
            settings["urls"] = urls;
        // Only what was typed: it may be set elsewhere, as Collab__Share.
        foreach (var (option, name) in new[] { (Share, nameof(ServerOptions.Share)), (Insecure, nameof(ServerOptions.InsecureHttp)) })
        {
            if (parsed.GetResult(option) is { Implicit: false })
                settings[$"{ServerOptions.Section}:{name}"] = parsed.GetValue(option).ToString();
        }

        if (parsed.GetValue(Logs) is { } logs)
            settings["Logging:Console:FormatterName"] = logs == "json" ? Announcement.JsonLogs : LineFormatter.Lines;
        if (parsed.GetValue(NoLimits))
            settings[$"{LimitsOptions.Section}:{nameof(LimitsOptions.Rates)}"] = bool.FalseString;
        try
        {
            await using var app = CollabHost.Build(settings, [.. parsed.UnmatchedTokens]);
            if (!await StartAsync(app, cancellation))
                return CommandLine.Done;
            RunningAsRoot.Warn(app.Logger, RunningAsRoot.IsRoot);
            await app.Services.GetRequiredService<Announcement>().PrintAsync();
            await app.WaitForShutdownAsync(cancellation);
            return CommandLine.Done;
        }
        catch (Exception refused) when (refused is DataFolderInUseException or NewerSchemaException or StorageUnavailableException or OptionsValidationException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Shared.Fail(refused switch
            {
                OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
                // Nothing runs that could resume.
                StorageUnavailableException => refused.Message.Replace("writing resumes by itself", "then start it again", StringComparison.Ordinal),
                { InnerException: AddressInUseException } => $"{refused.Message} Stop the other program, or choose another address with --urls.",
                _ => refused.Message,
            });
        }
    }

    /// <summary>What has started already is stopped in order when the rest cannot.</summary>
    /// <returns>Whether it runs; not, where it was told to stop before it did.</returns>
    private static async Task<bool> StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await app.StopAsync(CancellationToken.None);
            return false;
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
