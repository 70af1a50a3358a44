using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Collab.Storage;

namespace Collab.Server.Hosting;

/// <summary>
/// The certificate that the server makes for itself to share a local network: P-256, a year long, for every address and name of the machine.
/// Its key outlasts it: a certificate that takes the place of another has the same one, unless the file is damaged.
/// </summary>
/// <param name="Certificate">With its private key.</param>
/// <param name="Renewed">Why it takes the place of another since this start, as a sentence; null where it does not.</param>
public sealed record ShareCertificate(X509Certificate2 Certificate, string? Renewed)
{
    /// <summary>The file in the data folder, for its owner alone (0600).</summary>
    public const string FileName = "share.pfx";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365), RenewBefore = TimeSpan.FromDays(30);

    /// <summary>The SHA-256 fingerprint as browsers show it: pairs of digits with colons.</summary>
    public string Fingerprint => Pairs(Certificate.RawData);

    /// <summary>The same of the public key (SPKI), which stays when the certificate is made anew.</summary>
    public string KeyFingerprint => Pairs(Certificate.PublicKey.ExportSubjectPublicKeyInfo());

    /// <summary>The certificate of the data folder; a new one where there is none, it ends soon, or the machine has another address by now.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ShareCertificate Open(string folder, DateTimeOffset now)
    {
        var file = Path.Combine(folder, FileName);
        IReadOnlyList<string> names = [.. LocalAddresses.Names().Append("localhost").Append("127.0.0.1").Append("[::1]").Distinct()];
        var kept = Read(file);
        var why = Why(file, kept, names, now);
        if (kept is not null && why is null)
            return new(kept, null);
        using var key = kept?.GetECDsaPrivateKey() ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        kept?.Dispose();
        var pfx = Make(key, names, now);
        Write(file, pfx);
        return new(X509CertificateLoader.LoadPkcs12(pfx, null), why);
    }

    /// <summary>What the folder holds, as it is; null where there is none that can be read.</summary>
    public static ShareCertificate? Kept(string folder) => Read(Path.Combine(folder, FileName)) is { } kept ? new(kept, null) : null;

    private static string? Why(string file, X509Certificate2? kept, IReadOnlyList<string> names, DateTimeOffset now)
    {
        if (kept is null)
            return File.Exists(file) ? $"The certificate in {file} could not be read. There is a new one, with a new key: whoever compared its fingerprint compares the new one." : null;
        var ends = kept.NotAfter.ToUniversalTime();
        if (ends - RenewBefore <= now)
            return $"The certificate {(ends <= now ? "ended" : "ends")} on {ends:d MMMM yyyy}. There is a new one, with the same key.";
        return names.All(name => kept.MatchesHostname(name.Trim('[', ']'))) ? null : "This machine has an address or a name that the certificate did not name. There is a new one, with the same key.";
    }

    /// <summary>Null where there is none, or none that holds a key of this kind.</summary>
    private static X509Certificate2? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        CloseToOthers(file);
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, null, X509KeyStorageFlags.Exportable);
            using var key = certificate.GetECDsaPrivateKey();
            if (key?.KeySize == 256)
                return certificate;
            certificate.Dispose();
            return null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Make(ECDsa key, IReadOnlyList<string> names, DateTimeOffset now)
    {
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

    /// <summary>Beside the former file and then in its place: a start that is cut short leaves the key that there was.</summary>
    private static void Write(string file, byte[] pfx)
    {
        var beside = file + ".new";
        File.Delete(beside);
        using (var stream = DataFolder.CreateOwn(beside, FileMode.CreateNew))
        {
            stream.Write(pfx);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }

    // Copied from elsewhere it may be open to others.
    private static void CloseToOthers(string file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string Pairs(byte[] bytes) => string.Join(':', Convert.ToHexString(SHA256.HashData(bytes)).Chunk(2).Select(pair => new string(pair)));
}
