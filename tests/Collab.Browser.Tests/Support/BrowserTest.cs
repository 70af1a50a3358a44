using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;

namespace Collab.Browser.Tests.Support;

/// <summary>
/// Tests with real browsers against the real server. After every test, nobody's page may have failed in its script, broken the content
/// security policy, or asked anybody but the server for anything.
/// </summary>
public abstract class BrowserTest(BrowserFixture fixture) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private readonly List<Reader> _readers = [];

    protected IBrowser Browser => fixture.Browser;

    protected CollabServer Server => fixture.Server;

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        var complaints = new List<string>();
        foreach (var reader in _readers)
        {
            complaints.AddRange(reader.Complaints);
            await reader.DisposeAsync();
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    /// <summary>A seminar of its own with the resolution: a preamble and nine points.</summary>
    protected Task<Room> NewRoomAsync() => Room.WithResolutionAsync(Server);

    /// <summary>A browser of somebody's own, at no page yet.</summary>
    protected async Task<Reader> BrowserOfAsync(Participant? who, Room? room = null, BrowserNewContextOptions? options = null, Uri? address = null)
    {
        var reader = await Reader.SitDownAsync(Browser, who, room, options, address ?? room?.Server.Address ?? Server.Address);
        _readers.Add(reader);
        return reader;
    }

    /// <summary>Somebody comes in and opens the room.</summary>
    protected async Task<Reader> EnterAsync(Room room, Role role, string? name = null, BrowserNewContextOptions? options = null)
    {
        var reader = await BrowserOfAsync(await room.JoinAsync(role, name), room, options);
        await reader.OpenRoomAsync();
        return reader;
    }
}
