using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Cli;
using Collab.Server.Security;
using Collab.Storage;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Collab.Server.Hosting;

/// <summary>What the operator reads when the server has started. The only place where a secret is printed, and never by the log.</summary>
internal sealed partial class Announcement(FirstStart start, PublicAddress address, JoinCodes codes, IOptions<ServerOptions> options, IStorage storage, SharedAddress addresses, IConfiguration configuration, ILogger<Announcement> logger, IServiceProvider services) : IDisposable
{
    /// <summary>The console formatter of the setting <c>Logging:Console:FormatterName</c> with which programs read what is printed: then only the log is.</summary>
    public const string JsonLogs = "json";

    private static readonly TimeSpan RenewCode = TimeSpan.FromSeconds(45);

    private readonly IAnsiConsole _console = Terminal.Of(Console.Out, Console.IsOutputRedirected);
    private Timer? _renewal;

    public async Task PrintAsync()
    {
        if (configuration["Logging:Console:FormatterName"] == JsonLogs)
        {
            var (running, folder) = (address.ForThisMachine, DataLocation.Folder(options.Value.Data));
            LogStarted(running, folder);
            return;
        }

        _console.WriteLine();
        Line($"[bold]Collab[/] is running on [link]{Markup.Escape(address.ForThisMachine)}[/]");
        Line($"Data folder: {Markup.Escape(DataLocation.Folder(options.Value.Data))}");
        if (!string.IsNullOrWhiteSpace(options.Value.Connection))
            Line($"Storage: {Markup.Escape(storage.Place)}");
        _console.WriteLine();
        if (options.Value.Role == NodeRole.Silo)
            Line("It holds documents and answers health probes alone. People come in by a node of the role web; the command [bold]link[/] prints the owner's link there.");
        else if (start.OwnerSecret is { } secret)
        {
            Line("Open this link on this machine to come in as the owner. It works once, within a day:");
            // Alone on its line and never wrapped, so that it can be copied and read by programs.
            Console.Out.WriteLine($"  {address.ForThisMachine}/join#{secret}");
        }
        else if (await start.HasOwnerAsync())
            Line("Your browser is signed in from before. If not: the command [bold]link[/] prints a new owner link.");
        else
            Line("Nobody has come in as the owner yet. The command [bold]link[/] prints a new owner link.");

        _console.WriteLine();
        if (options.Value.Share)
            await PrintShareAsync();
        else if (options.Value.Role != NodeRole.Silo)
            Line("To let others on your network in, start it with [bold]--share[/].");
        Line("Stop it with Ctrl+C. Everything is kept.");
    }

    public void Dispose() => _renewal?.Dispose();

    private async Task PrintShareAsync()
    {
        if (address.ForOthers is not { } others || await start.SeminarAsync() is not { } seminar)
        {
            Line(LocalAddresses.All().Count == 0
                ? "[yellow]This machine is in no network that others could reach it by.[/] Join one, then start again."
                : "[yellow]Only this machine is listened on:[/] others cannot come in. Leave [bold]--urls[/] out, or name the network there ([bold]https://*:5443[/]).");
            return;
        }

        if (options.Value.InsecureHttp)
            Line("[red]Plain HTTP:[/] everybody on this network can read what is written, and take over whoever is signed in. Use it only where you trust everyone, or leave [bold]--insecure-http[/] out.");
        var code = await codes.PrintAsync(seminar, Role.Annotator);
        _renewal = new Timer(_ => _ = RenewAsync(seminar, code), null, RenewCode, RenewCode);
        Line($"Others open [bold]{Markup.Escape(others)}/join[/] and type the code [bold]{code}[/], or scan:");
        _console.WriteLine();
        Console.Out.WriteLine(QrPicture.Blocks($"{others}/join"));
        if (services.GetService<ShareCertificate>() is { } certificate)
        {
            Line("Browsers warn once, because this machine vouches for itself. Who wants to be sure compares the certificate's SHA-256 fingerprint:");
            Console.Out.WriteLine($"  {certificate.Fingerprint}");
            Line("That of its public key stays when the certificate is made anew:");
            Console.Out.WriteLine($"  {certificate.KeyFingerprint}");
            if (certificate.Renewed is { } renewed)
                Line(Markup.Escape(renewed));
        }

        if (await addresses.ChangedFromAsync(new Uri(others)) is { } before)
            Line($"[yellow]The address is another[/] than at the last start, {Markup.Escape(before)}. Browsers know their seats by the address: whoever was in opens their link to return by under this one, or gets a link to their seat from you, in “Links, people, locks”.");
        Line($"Test it with a phone before class: [bold]{Markup.Escape(others)}/check[/]");
        Line("For a code of its own and links with roles, open “Links, people, locks” in the room.");
        _console.WriteLine();
    }

    private async Task RenewAsync(string seminar, string code)
    {
        try
        {
            if (await codes.ShowOnAsync(seminar, Role.Annotator, code))
                return;
            _renewal?.Dispose();
            Line($"The code [bold]{code}[/] lets nobody in any more: it was stopped, or another took its place. Show one in “Links, people, locks”, or start again.");
        }
        catch (Exception)
        {
            // The next renewal tries again; the code lives for two of them.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Collab is running on {Address}; data folder {Folder}")]
    private partial void LogStarted(string address, string folder);

    private void Line(string markup) => _console.MarkupLine(markup);
}
