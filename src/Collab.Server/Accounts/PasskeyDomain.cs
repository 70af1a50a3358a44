using Collab.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Accounts;

/// <summary>The name that passkeys are bound to. A browser offers them on pages of this name, or of one under it, and nowhere else; never at an address of numbers.</summary>
public sealed class PasskeyDomain(IOptions<ServerOptions> options)
{
    public string Name { get; } = options.Value.PasskeyDomain ?? (options.Value.PublicUrl is { HostNameType: UriHostNameType.Dns } address ? address.IdnHost : "localhost");

    public bool Covers(string host) => Covers(Name, host);

    public static bool Covers(string domain, string host) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);
}
