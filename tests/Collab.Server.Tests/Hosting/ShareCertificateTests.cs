using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Collab.Server.Hosting;

namespace Collab.Server.Tests.Hosting;

/// <summary>The certificate of a laptop that is shared: what stays over starts, and what is said when it does not.</summary>
public sealed class ShareCertificateTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-certificate-").FullName;

    private string FilePath => Path.Combine(_folder, ShareCertificate.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_the_same_at_the_next_start_and_nothing_is_said()
    {
        var first = ShareCertificate.Open(_folder, Now);
        var second = ShareCertificate.Open(_folder, Now.AddDays(300));
        Assert.Equal((first.Fingerprint, null, null), (second.Fingerprint, first.Renewed, second.Renewed));
        Assert.Equal(first.Fingerprint, ShareCertificate.Kept(_folder)!.Fingerprint);
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", second.KeyFingerprint);
    }

    [Theory]
    [InlineData(340, "ends on 2 March 2027")]
    [InlineData(365, "ended on 2 March 2027")]
    [InlineData(4000, "ended on 2 March 2027")]
    public void One_that_ends_is_made_anew_with_the_same_key_and_it_is_said(int days, string said)
    {
        var first = ShareCertificate.Open(_folder, Now);
        var second = ShareCertificate.Open(_folder, Now.AddDays(days));
        Assert.Equal(first.KeyFingerprint, second.KeyFingerprint);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.Contains(said, second.Renewed, StringComparison.Ordinal);
        Assert.Contains("the same key", second.Renewed, StringComparison.Ordinal);
        Assert.True(second.Certificate.HasPrivateKey);
        Assert.Null(ShareCertificate.Open(_folder, Now.AddDays(days)).Renewed);
    }

    [Fact]
    public void Where_the_machine_has_an_address_that_it_does_not_name_a_new_one_has_the_same_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var elsewhere = new CertificateRequest("CN=Collab on another network", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now, Now.AddDays(365));
        File.WriteAllBytes(FilePath, elsewhere.Export(X509ContentType.Pkcs12));
        var here = ShareCertificate.Open(_folder, Now);
        Assert.Equal(elsewhere.PublicKey.ExportSubjectPublicKeyInfo(), here.Certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.True(here.Certificate.MatchesHostname("localhost"));
        Assert.Contains("did not name", here.Renewed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate at all")]
    public void One_that_is_damaged_is_replaced_and_it_is_said_that_the_key_is_another(string content)
    {
        var first = ShareCertificate.Open(_folder, Now);
        File.WriteAllText(FilePath, content);
        Assert.Null(ShareCertificate.Kept(_folder));
        var second = ShareCertificate.Open(_folder, Now);
        Assert.NotEqual(first.KeyFingerprint, second.KeyFingerprint);
        Assert.Contains("with a new key", second.Renewed, StringComparison.Ordinal);
        Assert.EndsWith(".", second.Renewed, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_at_any_byte_it_is_replaced_and_no_start_fails()
    {
        ShareCertificate.Open(_folder, Now);
        var whole = File.ReadAllBytes(FilePath);
        for (var length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Assert.NotNull(ShareCertificate.Open(_folder, Now).Renewed);
        }
    }

    [Fact]
    public void The_file_is_for_its_owner_alone_also_where_it_was_open_to_others()
    {
        if (OperatingSystem.IsWindows())
            return;
        ShareCertificate.Open(_folder, Now);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(FilePath));
        File.SetUnixFileMode(FilePath, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        ShareCertificate.Open(_folder, Now);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(FilePath));
        ShareCertificate.Open(_folder, Now.AddDays(400));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(_folder));
    }
}
