using System.Text;

namespace Collab.Server.Security;

/// <summary>
/// An endpoint for programs that know no other sign-in than a name and a password (RFC 7617): the password is a token, the name is not looked at.
/// Nowhere else is it taken.
/// </summary>
public sealed record TakesBasic
{
    /// <summary>How to sign in, where it is taken.</summary>
    public static string[] Challenges { get; } = ["Bearer", "Basic realm=\"Collab: any name, and a token as the password\", charset=\"UTF-8\""];

    /// <summary>The password in what follows the word <c>Basic</c>; null where there is none.</summary>
    public static string? PasswordIn(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials.Trim(), bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? pair[(colon + 1)..] : null;
    }
}
