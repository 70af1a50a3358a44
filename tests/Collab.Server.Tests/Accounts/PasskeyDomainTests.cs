using Collab.Server.Accounts;
using Collab.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Accounts;

public sealed class PasskeyDomainTests
{
    [Theory]
    [InlineData(null, null, "localhost")]
    [InlineData(null, "http://127.0.0.1:5080", "localhost")]
    [InlineData(null, "https://[::1]:5443", "localhost")]
    [InlineData(null, "https://collab.example.edu", "collab.example.edu")]
    [InlineData("example.edu", "https://collab.example.edu", "example.edu")]
    [InlineData("example.edu", null, "example.edu")]
    public void It_is_what_was_set_or_the_name_in_the_address(string? domain, string? address, string expected)
    {
        var options = Of(domain, address);
        Assert.True(new PasskeyDomainCheck().Validate(null, options).Succeeded);
        Assert.Equal(expected, new PasskeyDomain(Options.Create(options)).Name);
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("https://example.edu", null)]
    [InlineData("example.edu:443", null)]
    [InlineData("", null)]
    [InlineData("other.edu", "https://collab.example.edu")]
    [InlineData("ample.edu", "https://example.edu")]
    [InlineData("collab.example.edu", "https://example.edu")]
    [InlineData("example.edu", "https://127.0.0.1")]
    public void What_no_browser_would_take_is_refused_at_the_start_with_a_sentence(string domain, string? address)
    {
        var refused = new PasskeyDomainCheck().Validate(null, Of(domain, address));
        Assert.True(refused.Failed);
        Assert.StartsWith($"Collab:PasskeyDomain is “{domain}”", refused.FailureMessage, StringComparison.Ordinal);
        Assert.EndsWith(refused.FailureMessage!.Contains("browsers bind", StringComparison.Ordinal) ? "alone." : "leave it out.", refused.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.edu", true)]
    [InlineData("Collab.Example.edu", true)]
    [InlineData("example.education", false)]
    [InlineData("notexample.edu", false)]
    [InlineData("127.0.0.1", false)]
    public void It_covers_itself_and_names_under_it(string host, bool covered) => Assert.Equal(covered, PasskeyDomain.Covers("example.edu", host));

    private static ServerOptions Of(string? domain, string? address) => new() { PasskeyDomain = domain, PublicUrl = address is null ? null : new Uri(address) };
}
