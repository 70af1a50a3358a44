using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hosting;

/// <summary>Settles what is listened on: the addresses asked for, and the admin socket.</summary>
internal static class AddressBook
{
    public static void Configure(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(ServerOptions.Section);
        var share = settings.GetValue<bool>(nameof(ServerOptions.Share));
        var insecure = settings.GetValue<bool>(nameof(ServerOptions.InsecureHttp));
        var adminOnly = settings.GetValue<bool>(nameof(ServerOptions.AdminOnly));
        var urls = builder.Configuration["urls"] ?? Listening.Where(share, insecure);
        builder.Configuration["urls"] = urls;
        var listened = adminOnly ? [] : urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        var socket = new AdminSocket(DataLocation.Folder(settings[nameof(ServerOptions.Data)]));
        // What is left of a server that was killed; the lock on the folder says that none is running.
        File.Delete(socket.Path);
        listened.Add($"http://unix:{socket.Address}");
        builder.Services.AddSingleton(_ => socket);
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, string.Join(';', listened));
        if (!listened.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) || builder.Configuration["Kestrel:Certificates:Default:Path"] is not null)
            return;
        builder.Services.AddSingleton(services => ShareCertificate.Open(
            DataLocation.Folder(services.GetRequiredService<IOptions<ServerOptions>>().Value.Data), services.GetRequiredService<TimeProvider>().GetUtcNow()));
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ShareCertificateSetup>();
    }
}
