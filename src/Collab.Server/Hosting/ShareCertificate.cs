using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Collab.Server.Hosting;

/// <summary>The certificate that the server makes for itself to share a local network: P-256, a year long, for every address and name of the machine.</summary>
public static class ShareCertificate
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365), RenewBefore = TimeSpan.FromDays(30);

    /// <summary>The certificate of the data folder; a new one where there is none, it ends soon, or the machine has another address by now.</summary>
    public static X509Certificate2 Open(string folder, DateTimeOffset now)
    {
        var file = Path.Combine(folder, "share.pfx");
        var names = LocalAddresses.Names().Append("localhost").Append("127.0.0.1").Append("[::1]").Distinct().ToList();
        if (Read(file) is { } kept && kept.NotAfter.ToUniversalTime() - RenewBefore > now && names.All(name => kept.MatchesHostname(name.Trim('[', ']'))))
            return kept;
        var pfx = Make(names, now);
        Write(file, pfx);
        return X509CertificateLoader.LoadPkcs12(pfx, null);
    }

    /// <summary>The SHA-256 fingerprint as browsers show it: pairs of digits with colons.</summary>
    public static string Fingerprint(X509Certificate2 certificate) =>
        string.Join(':', Convert.ToHexString(SHA256.HashData(certificate.RawData)).Chunk(2).Select(pair => new string(pair)));

    private static X509Certificate2? Read(string file)
    {
        try
        {
            return File.Exists(file) ? X509CertificateLoader.LoadPkcs12FromFile(file, null) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Make(IReadOnlyList<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Collab on {Dns.GetHostName()}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name.Trim('[', ']'), out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now + Lifetime);
        return certificate.Export(X509ContentType.Pkcs12);
    }

    private static void Write(string file, byte[] pfx)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(pfx);
    }
}
