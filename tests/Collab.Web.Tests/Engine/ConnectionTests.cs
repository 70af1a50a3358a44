using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
[Collection(EngineCollection.Name)]
public sealed class ConnectionTests(EngineFixture engine) : IAsyncLifetime
{
    private readonly FakeRoom room = new();
    private ModuleServer server = new();
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        await server.StartAsync(room.ConfigureServices, room.Map);
        page = await engine.OpenAsync("about:blank");
    }

    public async Task DisposeAsync()
    {
        await page.Context.CloseAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_happens_arrives_over_the_hub_and_commands_go_by_it()
    {
        room.Add();
        await EnterAsync();
        await LinkAsync("live", "hub");
        room.Add();
        await NotesAsync(2);
        await page.EvaluateAsync("() => store.annotate('c', { body: { text: 'mine', format: 'markdown' } }).done");
        await NotesAsync(3);
        Assert.StartsWith("hub ", Assert.Single(room.Commands));
        await page.WaitForFunctionAsync("() => store.peopleAt('c').length === 1");
        Assert.Equal(1, room.Snapshots);
    }

    [Fact]
    public async Task After_a_restart_everything_that_was_missed_comes_once_and_what_was_written_is_sent()
    {
        await EnterAsync();
        await LinkAsync("live", "hub");
        var address = server.Address;
        await server.DisposeAsync();
        await LinkAsync("offline");
        await page.EvaluateAsync("() => { store.annotate('c', { body: { text: 'written offline', format: 'markdown' } }); }");
        Assert.Equal(1, await page.EvaluateAsync<int>("() => store.stackAt('c').cards.filter(card => card.pending).length"));
        for (var i = 0; i < 200; i++)
            room.Add();
        server = new ModuleServer();
        await server.StartAsync(room.ConfigureServices, room.Map, address);
        await LinkAsync("live", "hub");
        await NotesAsync(201);
        await page.WaitForFunctionAsync("() => store.outbox.value.length === 0");
        Assert.Single(room.Commands);
        Assert.Equal(1, room.Snapshots);
    }

    [Fact]
    public async Task Another_epoch_makes_the_room_take_a_snapshot_again()
    {
        room.Add();
        await EnterAsync();
        await LinkAsync("live", "hub");
        var address = server.Address;
        await server.DisposeAsync();
        room.Epoch = "restored";
        server = new ModuleServer();
        await server.StartAsync(room.ConfigureServices, room.Map, address);
        await page.WaitForFunctionAsync("() => store.state.value.epoch === 'restored'");
        room.Add();
        await NotesAsync(2);
        Assert.Equal(2, room.Snapshots);
    }

    [Fact]
    public async Task Where_no_WebSocket_opens_events_come_by_HTTP_and_the_hub_is_taken_once_it_opens()
    {
        room.RefuseHub = true;
        await EnterAsync();
        await LinkAsync("live", "events");
        room.Add();
        await NotesAsync(1);
        await page.EvaluateAsync("() => store.annotate('c', { body: { text: 'by http', format: 'markdown' } }).done");
        await NotesAsync(2);
        Assert.StartsWith("http ", Assert.Single(room.Commands));
        room.RefuseHub = false;
        await LinkAsync("live", "hub");
        room.Add();
        await NotesAsync(3);
    }

    [Fact]
    public async Task Events_that_a_proxy_holds_back_are_asked_for()
    {
        room.RefuseHub = true;
        room.StuckEvents = true;
        await EnterAsync();
        await LinkAsync("live", "events");
        for (var i = 0; i < 100; i++)
            room.Add();
        await NotesAsync(100);
    }

    [Fact]
    public async Task A_link_that_falls_silent_is_noticed_and_replaced()
    {
        var silent = false;
        await page.RouteWebSocketAsync("**/hub?*", socket =>
        {
            var upstream = socket.ConnectToServer();
            var muted = false;
            upstream.OnMessage(frame =>
            {
                muted |= silent;
                if (!muted)
                    socket.Send(frame.Text ?? "");
            });
        });
        await EnterAsync(silence: 1500);
        await LinkAsync("live", "hub");
        silent = true;
        room.Add();
        await page.WaitForFunctionAsync("() => store.link.value.state !== 'live'");
        silent = false;
        await LinkAsync("live", "hub");
        await NotesAsync(1);
    }

    [Theory]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "forbidden")]
    [InlineData(404, "not-found")]
    public async Task Who_may_no_longer_read_is_told_so_and_asks_no_more(int status, string reason)
    {
        await EnterAsync();
        await LinkAsync("live", "hub");
        var address = server.Address;
        await server.DisposeAsync();
        room.Status = status;
        server = new ModuleServer();
        await server.StartAsync(room.ConfigureServices, room.Map, address);
        await LinkAsync("ended");
        Assert.Equal(reason, await page.EvaluateAsync<string>("() => store.link.value.reason"));
    }

    /// <param name="silence">After how many milliseconds a link counts as lost. Usually late: a server that hardly gets a processor is silent for long.</param>
    private async Task EnterAsync(int silence = 60_000)
    {
        await page.GotoAsync(server.Address + "/rooms/doc");
        await page.EvaluateAsync("""
            async silence => {
              const { createRoomStore, fetchSnapshot } = await import('/js/store/store.js');
              const boot = { document: 'doc', seminar: 's', title: 'T', me: { id: 'me', name: 'Me', role: 'annotator' }, may: ['annotate', 'reply'], epoch: 'epoch', seq: 0 };
              globalThis.store = createRoomStore(boot, fetchSnapshot('doc', 'me'), { times: { silence, open: silence, upgrade: 700, check: 600, longestPause: 400 } });
            }
            """, silence);
    }

    private Task LinkAsync(string state, string? via = null) =>
        page.WaitForFunctionAsync("([state, via]) => store.link.value.state === state && (!via || store.link.value.via === via)", new[] { state, via });

    private async Task NotesAsync(int count)
    {
        await page.WaitForFunctionAsync("count => store.state.value.annotations.size >= count", count);
        Assert.Equal(Enumerable.Range(1, count), await page.EvaluateAsync<int[]>("() => [...store.state.value.annotations.values()].map(note => note.number)"));
    }
}
