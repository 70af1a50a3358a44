using Collab.Testing;

namespace Collab.Server.Tests.Mail;

/// <summary>A server whose mails lead to an address with HTTPS, and the mail server that takes them.</summary>
public sealed class NewsFixture : IAsyncLifetime
{
    internal MailTrap Trap { get; } = new();

    public CollabServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var settings = MailFixture.Settings(Trap.Port);
        settings["Collab:PublicUrl"] = "https://collab.example.edu";
        Server = await CollabServer.StartAsync(settings: settings);
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await Trap.DisposeAsync();
    }
}
