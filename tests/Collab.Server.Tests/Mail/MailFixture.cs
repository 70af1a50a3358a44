using Collab.Testing;

namespace Collab.Server.Tests.Mail;

/// <summary>A server that sends mails, and the mail server that takes them.</summary>
public sealed class MailFixture : IAsyncLifetime
{
    internal MailTrap Trap { get; } = new();

    public CollabServer Server { get; private set; } = null!;

    /// <summary>What sends mails by a port of loopback.</summary>
    public static Dictionary<string, string?> Settings(int port, bool rates = false) => new()
    {
        ["Collab:PublicUrl"] = "http://collab.test",
        ["Collab:Mail:Host"] = "127.0.0.1",
        ["Collab:Mail:Port"] = $"{port}",
        ["Collab:Mail:From"] = "collab@example.edu",
        ["Collab:Limits:Rates"] = rates ? "true" : "false",
    };

    public async Task InitializeAsync() => Server = await CollabServer.StartAsync(settings: Settings(Trap.Port));

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await Trap.DisposeAsync();
    }
}
