using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Client.Tests;

/// <summary>One server for all tests of the client, which knows nothing of it but its address and a token.</summary>
public sealed class ClientFixture : IAsyncLifetime
{
    public CollabServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Rates"] = "false" });

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>A document of its own for one test, and a token of its owner.</summary>
    public async Task<(string Seminar, string Document, string Token)> OpenAsync()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("Monday seminar");
        return (seminar, document, (await owner.WithTokenAsync("read", "annotate", "moderate")).Token!);
    }

    /// <summary>A token of somebody else there.</summary>
    public async Task<string> TokenAsync(string seminar, Role role)
    {
        await using var member = await Server.JoinAsync(role, seminar: seminar);
        return (await member.WithTokenAsync("read", "annotate")).Token!;
    }
}
