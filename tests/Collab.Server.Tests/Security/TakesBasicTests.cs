using System.Text;
using Collab.Server.Security;

namespace Collab.Server.Tests.Security;

public sealed class TakesBasicTests
{
    [Theory]
    [InlineData("reader:collab_pat_a_b", "collab_pat_a_b")]
    [InlineData(":secret", "secret")]
    [InlineData("Zoë:with:colons", "with:colons")]
    [InlineData("name:", "")]
    public void The_password_is_what_follows_the_first_colon(string pair, string password) => Assert.Equal(password, TakesBasic.PasswordIn(Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))));

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("bm9jb2xvbg==")]
    public void What_is_no_pair_has_no_password(string credentials) => Assert.Null(TakesBasic.PasswordIn(credentials));
}
