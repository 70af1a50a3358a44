using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Collab.Storage.Accounts;

/// <summary>Secrets and ids, and the hash under which a secret is kept.</summary>
public static class Secret
{
    /// <summary>256 random bits in base64url, 43 characters.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>An id that cannot be guessed: 128 random bits in lower-case hex.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>SHA-256 in lower-case hex. It needs no salt: the secrets are long and random.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
