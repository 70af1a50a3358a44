using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hosting;

/// <summary>Gives HTTPS the certificate of the data folder.</summary>
internal sealed class ShareCertificateSetup(IOptions<ServerOptions> options, TimeProvider time) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        var certificate = ShareCertificate.Open(DataLocation.Folder(options.Value.Data), time.GetUtcNow());
        kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
    }
}
