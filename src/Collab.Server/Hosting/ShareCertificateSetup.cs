using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hosting;

/// <summary>Gives HTTPS the certificate of the data folder.</summary>
internal sealed class ShareCertificateSetup(ShareCertificate certificate) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate.Certificate);
}
