using Collab.Server.Hosting;
using Collab.Server.Mail;
using Collab.Testing;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Mail;

public sealed class MailCheckTests
{
    [Theory]
    [InlineData("From", "")]
    [InlineData("From", "Collab <collab@example.edu>")]
    [InlineData("From", "collab@example.edu\r\nBcc: eve@example.org")]
    [InlineData("Port", "0")]
    [InlineData("Port", "65536")]
    [InlineData("Security", "9")]
    [InlineData("User", "")]
    [InlineData("Security", "3")]
    public void It_does_not_start_with_what_could_send_nothing_or_would_tell_a_password(string setting, string value)
    {
        var options = new MailOptions { Host = "smtp.example.edu", From = "collab@example.edu", User = "collab", Password = "secret" };
        Assert.True(NewCheck("https://collab.example.edu").Validate(null, options).Succeeded);
        switch (setting)
        {
            case "From":
                options.From = value;
                break;
            case "Port":
                options.Port = int.Parse(value);
                break;
            case "Security":
                options.Security = (MailSecurity)int.Parse(value);
                break;
            default:
                options.User = null;
                break;
        }

        var failures = NewCheck("https://collab.example.edu").Validate(null, options).Failures!.ToList();
        Assert.StartsWith($"Collab:Mail:{setting} ", Assert.Single(failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failures[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtp.example.edu", MailSecurity.StartTls)]
    [InlineData("127.0.0.1", MailSecurity.None)]
    [InlineData("localhost", MailSecurity.None)]
    [InlineData("127.0.0.1.example.org", MailSecurity.StartTls)]
    public void The_line_is_encrypted_but_on_this_machine(string host, object expected) => Assert.Equal(expected, new MailOptions { Host = host }.Protection());

    [Theory]
    [InlineData(null)]
    [InlineData("collab.example.edu")]
    [InlineData("ftp://collab.example.edu")]
    public async Task M258_it_does_not_start_without_the_address_that_mailed_links_lead_to(string? address)
    {
        var failure = Assert.Single(NewCheck(address).Validate(null, new MailOptions { Host = "smtp.example.edu", From = "collab@example.edu" }).Failures!);
        Assert.Equal("Collab:Mail:Host needs Collab:PublicUrl, the address that people use: links that are mailed lead there and nowhere else.", failure);
        if (address is not null)
            return;
        var settings = MailFixture.Settings(1);
        settings["Collab:PublicUrl"] = address;
        var folder = Directory.CreateTempSubdirectory("collab-test-");
        try
        {
            var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => CollabServer.StartAsync(folder.FullName, settings));
            Assert.Contains("Collab:Mail:Host needs Collab:PublicUrl", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MailCheck NewCheck(string? address) => new(Options.Create(new ServerOptions { PublicUrl = address is null ? null : new Uri(address, UriKind.RelativeOrAbsolute) }));
}
