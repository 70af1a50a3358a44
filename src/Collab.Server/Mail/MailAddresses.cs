using System.Diagnostics.CodeAnalysis;
using Collab.Domain;

namespace Collab.Server.Mail;

/// <summary>
/// What is taken for an address: the <c>Mailbox</c> of RFC 5321 without quotes, comments, names and address literals, in ASCII. Nothing in it
/// can end a line or a header, or name a second recipient.
/// </summary>
public static class MailAddresses
{
    /// <summary>The longest address (RFC 5321, 4.5.3.1.3), and what stands before its @.</summary>
    public const int MaxLength = 254, MaxLocal = 64;

    private const string InAtoms = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>The address as it is kept and compared: in small letters.</summary>
    /// <exception cref="RefusalException"><c>bad-address</c>.</exception>
    public static string Check(string? address) => IsAddress(address?.Trim(' '))
        ? address.Trim(' ').ToLowerInvariant()
        : throw new RefusalException("bad-address", "This is no mail address. Type one such as ida.lund@example.edu, alone and without a name.");

    public static bool IsAddress([NotNullWhen(true)] string? address)
    {
        if (address is null or { Length: > MaxLength } || address.Split('@') is not [var local, var domain] || local.Length > MaxLocal)
            return false;
        return local.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || InAtoms.Contains(c)))
            && domain.Split('.') is { Length: > 1 } labels && labels.All(IsLabel);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
