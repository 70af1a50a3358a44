using Collab.Server.Hosting;
using Collab.Server.Security;
using Microsoft.Extensions.Options;

namespace Collab.Server.Mail;

/// <summary>Refuses to start with a mail server that could send nothing, would be told a password in the clear, or would mail links to wherever a stranger asks.</summary>
internal sealed class MailCheck(IOptions<ServerOptions> server) : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var wrong = Wrong(options, server.Value.PublicUrl).Select(said => $"{MailOptions.Section}:{said}").ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(MailOptions options, Uri? address)
    {
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return $"Host needs {ServerOptions.Section}:{nameof(ServerOptions.PublicUrl)}, the address that people use: links that are mailed lead there and nowhere else.";
        if (!MailAddresses.IsAddress(options.From))
            yield return "From is no address. Set it to the one that mails come from, such as collab@example.edu.";
        if (options.Port is < 1 or > 65_535)
            yield return $"Port is {options.Port}. Set it to a number from 1 to 65535.";
        if (options.Security is { } security && !Enum.IsDefined(security))
            yield return "Security is none that there is. Set it to StartTls, Tls or None.";
        if (options.Password is not null && options.User is null)
            yield return "User is missing. Set it to the name that the password is for.";
        if (options.User is not null && options.Protection() == MailSecurity.None && !AllowedHosts.IsLoopback(options.Host!))
            yield return "Security is None, and the password would travel in the clear. Set it to StartTls or Tls.";
    }
}
