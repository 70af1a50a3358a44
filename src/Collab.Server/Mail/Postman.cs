using System.Threading.Channels;
using Collab.Domain;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;

namespace Collab.Server.Mail;

/// <summary>
/// Writes and sends mails behind the calls that ask for them: those answer before it is known whether there is anybody to write to, alike and
/// as soon for everybody. What could not be sent is said in the log, without the address.
/// </summary>
internal sealed partial class Postman(MailLine line, IOptions<ServerOptions> server, ILogger<Postman> logger) : BackgroundService
{
    private const int MostWaiting = 200;

    private readonly Channel<Func<Task<Letter?>>> _waiting = Channel.CreateBounded<Func<Task<Letter?>>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <param name="write">What to send, found out when its turn comes; null for nothing.</param>
    /// <exception cref="RateLimitedException">Too many wait: whoever is asked about.</exception>
    /// <exception cref="RefusalException"><c>forbidden</c>: nothing leaves this server.</exception>
    public void Post(Func<Task<Letter?>> write)
    {
        if (!server.Value.TellsOthers())
            throw new RefusalException("forbidden", "This server sends no mail: it is run apart from everybody (Collab:Outbound). Come in by a link that you have, or ask whoever runs it.");
        if (!_waiting.Writer.TryWrite(write))
            throw new RateLimitedException("Many mails wait to be sent. Try again in a minute.", TimeSpan.FromMinutes(1));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var write in _waiting.Reader.ReadAllAsync(stoppingToken))
                await SendAsync(write, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What still waits is asked for again by whoever waits for it.
        }
    }

    private async Task SendAsync(Func<Task<Letter?>> write, CancellationToken cancellation)
    {
        try
        {
            if (await write() is { } letter)
                await line.SendAsync(letter, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            var (kind, status) = (failure.GetType().Name, failure is SmtpCommandException refused ? (int)refused.StatusCode : 0);
            LogNotSent(kind, status);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail could not be sent: {Kind}, SMTP status {Status}. See docs/mail.md")]
    private partial void LogNotSent(string kind, int status);
}
