using Collab.Testing;

namespace Collab.Server.Tests;

/// <summary>One server for the tests of a collection; whoever needs limits or a state of its own starts another.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public CollabServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Rates"] = "false", ["Collab:Hypothesis"] = "true" });

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
