using System.Buffers.Text;
using Collab.Storage.Accounts;

namespace Collab.Storage.Tests.Accounts;

public sealed class NewSecretTests
{
    [Fact]
    public void A_secret_is_256_bits_and_none_is_made_twice()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => Secret.New()).ToList();
        Assert.All(secrets, secret => Assert.Equal(32, Base64Url.DecodeFromChars(secret).Length));
        Assert.Equal(secrets.Count, secrets.Distinct().Count());
        // Of a thousand each bit is set in about half: one that never is, or always, is no bit.
        for (var bit = 0; bit < 256; bit++)
            Assert.InRange(secrets.Count(secret => (Base64Url.DecodeFromChars(secret)[bit / 8] >> (bit % 8) & 1) == 1), 350, 650);
    }
}
