using Collab.Server.Mail;

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
        Assert.True(new MailCheck().Validate(null, options).Succeeded);
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

        var failures = new MailCheck().Validate(null, options).Failures!.ToList();
        Assert.StartsWith($"Collab:Mail:{setting} ", Assert.Single(failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failures[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtp.example.edu", MailSecurity.StartTls)]
    [InlineData("127.0.0.1", MailSecurity.None)]
    [InlineData("localhost", MailSecurity.None)]
    [InlineData("127.0.0.1.example.org", MailSecurity.StartTls)]
    public void The_line_is_encrypted_but_on_this_machine(string host, object expected) => Assert.Equal(expected, new MailOptions { Host = host }.Protection());
}
