using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;

namespace Collab.Server.Mail;

/// <summary>Hands mails to the mail server, each over a line of its own.</summary>
internal sealed class MailLine(IOptions<MailOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="Exception">It was not taken. Messages of it may hold the address: they are for no log.</exception>
    public async Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        using var message = Write(letter);
        // No authority is asked about the certificate: it would learn that somebody wants to come in.
        using var smtp = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds, CheckCertificateRevocation = false, LocalDomain = "localhost" };
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellation);
        await smtp.ConnectAsync(options.Value.Host!, options.Value.Port, options.Value.Protection() switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, either.Token);
        if (options.Value.User is { } user)
            await smtp.AuthenticateAsync(Encoding.UTF8, user, options.Value.Password ?? "", either.Token);
        await smtp.SendAsync(message, either.Token);
        await smtp.DisconnectAsync(quit: true, either.Token);
    }

    private MimeMessage Write(Letter letter)
    {
        var from = MailboxAddress.Parse(options.Value.From!);
        var message = new MimeMessage { Subject = letter.Subject, Body = new TextPart("plain") { Text = letter.Text }, Date = time.GetUtcNow(), MessageId = MimeUtils.GenerateMessageId(from.Domain) };
        message.From.Add(new MailboxAddress("Collab", from.Address));
        message.To.Add(new MailboxAddress("", letter.To));
        // RFC 3834: no machine answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add("List-Unsubscribe", $"<{unsubscribe}>");
            // RFC 8058, 3.1: only over HTTPS.
            if (unsubscribe.StartsWith("https:", StringComparison.Ordinal))
                message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return message;
    }
}
