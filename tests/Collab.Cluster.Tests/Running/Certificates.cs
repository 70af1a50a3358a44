using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Collab.Cluster.Tests.Running;

internal static class Certificates
{
    /// <summary>The SHA-256 fingerprint of what a port of loopback shows for localhost.</summary>
    public static async Task<string> FingerprintAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        string? seen = null;
        await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, _) =>
        {
            seen = string.Join(':', certificate!.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(pair => new string(pair)));
            return seen.Length > 0;
        });
        await tls.AuthenticateAsClientAsync("localhost");
        return seen!;
    }
}
