using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Collab.Server.Mail;

/// <summary>
/// The links by which a mail of news stops further ones (RFC 8058): sealed with the server's keys, so that nobody makes one, and opened
/// for nothing else.
/// </summary>
internal sealed class Unsubscribing(IDataProtectionProvider protection)
{
    public const string Path = "/mail/stop";

    private readonly IDataProtector _protector = protection.CreateProtector("Collab.Mail.Unsubscribing");

    /// <summary>The path of the link.</summary>
    public string PathOf(string seminar, string person) => $"{Path}/{_protector.Protect($"{seminar}/{person}")}";

    /// <summary>Whose mails of which seminar it stops; null for one that was not made here.</summary>
    public (string Seminar, string Person)? Open(string link)
    {
        try
        {
            return _protector.Unprotect(link).Split('/') is [var seminar, var person] ? (seminar, person) : null;
        }
        catch (Exception forged) when (forged is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
