using Collab.Server.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hosting;

/// <summary>The address under which others reach the server.</summary>
public sealed class PublicAddress(IOptions<ServerOptions> options, IServer server)
{
    /// <summary>What is listened on, as URLs without a path; the admin socket left out. Empty until the server has started.</summary>
    public IReadOnlyList<BindingAddress> Listened =>
        [.. (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(BindingAddress.Parse).Where(address => !address.IsUnixPipe)];

    /// <summary>The address for other devices: the configured one, else the first of the local network that is listened on; null where only this machine is.</summary>
    public string? ForOthers
    {
        get
        {
            if (options.Value.PublicUrl is { } address)
                return address.GetLeftPart(UriPartial.Authority);
            return Listened.FirstOrDefault(listened => listened.IsWildcard) is { } open && LocalAddresses.All() is [var first, ..]
                ? $"{open.Scheme}://{LocalAddresses.InUrl(first)}:{open.Port}"
                : null;
        }
    }

    /// <summary>The address for this machine.</summary>
    public string ForThisMachine
    {
        get
        {
            var listened = Listened.OrderByDescending(address => AllowedHosts.IsLoopback(address.Host)).FirstOrDefault();
            return listened is null ? Listening.Default : $"{listened.Scheme}://{(listened.IsWildcard ? "127.0.0.1" : listened.Host)}:{listened.Port}";
        }
    }

    /// <summary>The link that a secret makes. Asked from this machine, it leads where other devices can follow.</summary>
    public string JoinUrl(HttpRequest request, string secret) => $"{Of(request)}/join#{secret}";

    public string Of(HttpRequest request) =>
        options.Value.PublicUrl is null && !AllowedHosts.IsLoopback(request.Host.Host) ? $"{request.Scheme}://{request.Host}" : ForOthers ?? $"{request.Scheme}://{request.Host}";
}
