using Collab.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Accounts;

/// <summary>Refuses to start with a domain at which no browser would offer a passkey.</summary>
public sealed class PasskeyDomainCheck : IValidateOptions<ServerOptions>
{
    private const string Setting = $"{ServerOptions.Section}:{nameof(ServerOptions.PasskeyDomain)}";

    public ValidateOptionsResult Validate(string? name, ServerOptions options) => options.PasskeyDomain switch
    {
        null => ValidateOptionsResult.Success,
        var domain when Uri.CheckHostName(domain) != UriHostNameType.Dns =>
            ValidateOptionsResult.Fail($"{Setting} is “{domain}”. Set it to a name such as collab.example.edu, without scheme and port: browsers bind passkeys to names alone."),
        var domain when options.PublicUrl is { } address && !PasskeyDomain.Covers(domain, address.IdnHost) =>
            ValidateOptionsResult.Fail($"{Setting} is “{domain}”, and {ServerOptions.Section}:{nameof(ServerOptions.PublicUrl)} is not under it: no browser would offer a passkey there. Set it to “{address.IdnHost}”, or leave it out."),
        _ => ValidateOptionsResult.Success,
    };
}
