using System.Text.Json;
using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

/// <summary>What the page's client of the hub says and understands, against a socket that the test holds. <see cref="ConnectionTests"/> drives it against SignalR itself.</summary>
[Collection(EngineCollection.Name)]
public sealed class HubClientTests(EngineFixture engine) : IAsyncLifetime
{
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        page = await engine.OpenAsync();
        await page.EvaluateAsync("""
            async () => {
              const { HubClient } = await import('/js/live/hubclient.js');
              globalThis.WebSocket = class {
                static OPEN = 1;
                readyState = 0;
                sent = [];
                constructor(url) { this.url = url; globalThis.socket = this; }
                send(text) { this.sent.push(text); }
                close() { this.readyState = 3; this.closed = true; }
                open() { this.readyState = 1; this.onopen(); }
                tell(...messages) { this.onmessage?.({ data: messages.map(message => JSON.stringify(message) + '\x1e').join('') }); }
              };
              // Time goes on only when the test says so.
              const timers = new Map();
              let last = 0;
              globalThis.setTimeout = globalThis.setInterval = (action, after) => { timers.set(++last, { action, after }); return last; };
              globalThis.clearTimeout = globalThis.clearInterval = id => timers.delete(id);
              globalThis.timers = timers;
              globalThis.pass = after => { for (const timer of [...timers.values()]) if (timer.after === after) timer.action(); };
              globalThis.told = [];
              globalThis.receiver = name => ({ next: item => told.push([name, item]), error: error => told.push([name, 'error', error.message]), complete: () => told.push([name, 'complete']) });
              globalThis.begin = () => {
                globalThis.hub = new HubClient('/hub?as=me', { silence: 4500, ping: 2000 });
                hub.onclose = () => told.push('closed');
              };
              globalThis.opened = async () => { begin(); socket.open(); socket.tell({}); await hub.ready; };
            }
            """);
    }

    public Task DisposeAsync() => page.Context.CloseAsync();

    [Fact]
    public async Task It_asks_for_JSON_and_is_open_when_the_server_agrees()
    {
        var found = await RunAsync("""
            begin();
            const before = hub.isOpen;
            socket.open();
            const asked = hub.isOpen;
            socket.tell({});
            await hub.ready;
            return [new URL(socket.url).protocol, new URL(socket.url).pathname, before, asked, hub.isOpen, socket.sent];
            """);
        Assert.Equal("""["ws:","/hub",false,false,true,["{\"protocol\":\"json\",\"version\":1}\u001e"]]""", found);
    }

    [Theory]
    [InlineData("socket.tell({ error: 'No such protocol.' })", "No such protocol.")]
    [InlineData("socket.onclose()", "The connection is closed.")]
    [InlineData("pass(4500)", "The server has said nothing for too long.")]
    public async Task A_connection_that_does_not_come_about_is_told(string what, string why)
    {
        var found = await RunAsync($"begin(); socket.open(); {what}; return [await hub.ready.catch(error => error.message), hub.isOpen, socket.closed, timers.size];");
        Assert.Equal(JsonSerializer.Serialize(new object[] { why, false, true, 0 }), found);
    }

    [Fact]
    public async Task A_call_is_answered_by_its_completion_or_refused_with_the_servers_words()
    {
        var found = await RunAsync("""
            await opened();
            const first = hub.invoke('Annotate', { document: 'd' }), second = hub.invoke('Close', 1, null), third = hub.invoke('At');
            hub.send('Typing', 'd', true);
            socket.tell({ type: 3, invocationId: '2', error: 'forbidden: You may not.' }, { type: 3, invocationId: '1', result: { seq: 7 } }, { type: 3, invocationId: '3' });
            return [await first, await second.catch(error => error.message), (await third) ?? null, socket.sent.slice(1).map(text => JSON.parse(text.slice(0, -1)))];
            """);
        Assert.Equal(
            """[{"seq":7},"forbidden: You may not.",null,[{"type":1,"invocationId":"1","target":"Annotate","arguments":[{"document":"d"}]},{"type":1,"invocationId":"2","target":"Close","arguments":[1,null]},"""
            + """{"type":1,"invocationId":"3","target":"At","arguments":[]},{"type":1,"target":"Typing","arguments":["d",true]}]]""",
            found);
    }

    [Fact]
    public async Task A_stream_tells_its_items_in_order_until_it_ends_fails_or_is_given_up()
    {
        var found = await RunAsync("""
            await opened();
            hub.stream('Watch', ['d', 'e:1'], receiver('a'));
            hub.stream('Presence', ['d'], receiver('b'));
            const cancel = hub.stream('WatchNotebook', ['d'], receiver('c'));
            socket.tell({ type: 2, invocationId: '1', item: 1 }, { type: 6 }, { type: 2, invocationId: '3', item: 2 }, { type: 2, invocationId: '1', item: 'a\u001eb' });
            cancel();
            cancel();
            socket.tell({ type: 2, invocationId: '3', item: 3 }, { type: 3, invocationId: '1' }, { type: 3, invocationId: '2', error: 'forbidden: No.' }, { type: 3, invocationId: '3' }, { type: 2, invocationId: '1', item: 4 }, { type: 99 });
            return [told, socket.sent.slice(4).map(text => JSON.parse(text.slice(0, -1)))];
            """);
        Assert.Equal("""[[["a",1],["c",2],["a","a\u001eb"],["a","complete"],["b","error","forbidden: No."]],[{"type":5,"invocationId":"3"}]]""", found);
    }

    [Theory]
    [InlineData("socket.tell({ type: 7, error: 'Going away.', allowReconnect: true })", "Going away.")]
    [InlineData("socket.tell({ type: 7 })", "The server closed the connection.")]
    [InlineData("socket.onclose()", "The connection is closed.")]
    [InlineData("pass(4500)", "The server has said nothing for too long.")]
    [InlineData("hub.close()", "The connection was given up.")]
    public async Task When_it_ends_all_that_was_asked_fails_at_once_and_nothing_more_is_told(string what, string why)
    {
        var found = await RunAsync($$"""
            await opened();
            hub.stream('Watch', ['d'], receiver('a'));
            const call = hub.invoke('At').catch(error => error.message);
            {{what}};
            socket.tell({ type: 2, invocationId: '1', item: 1 });
            hub.close();
            hub.send('Typing');
            return [told, await call, await hub.invoke('At').catch(error => error.message), hub.isOpen, timers.size, socket.sent.length];
            """);
        Assert.Equal(JsonSerializer.Serialize(new object[] { new object[] { new[] { "a", "error", why }, "closed" }, why, "The connection is not open.", false, 0, 3 }), found);
    }

    [Fact]
    public async Task It_says_that_it_is_there_and_whatever_the_server_says_counts_as_a_sign_of_life()
    {
        var found = await RunAsync("""
            await opened();
            pass(2000);
            const quiet = [...timers.keys()].at(-1);
            socket.tell({ type: 6 });
            return [socket.sent.at(-1), timers.has(quiet), timers.size, hub.isOpen];
            """);
        Assert.Equal("""["{\"type\":6}\u001e",false,2,true]""", found);
    }

    [Fact]
    public async Task What_cannot_be_read_or_fails_at_its_receiver_is_reported_and_ends_nothing()
    {
        var found = await RunAsync("""
            const reported = [];
            globalThis.reportError = error => reported.push(error.message.includes('JSON') ? 'JSON' : error.message);
            await opened();
            hub.stream('Watch', ['d'], { ...receiver('a'), next: item => { if (item === 1) throw new Error('mine'); told.push(item); } });
            socket.onmessage({ data: '{"type":2,\x1e' });
            socket.tell({ type: 2, invocationId: '1', item: 1 }, { type: 2, invocationId: '1', item: 2 });
            return [reported, told, hub.isOpen];
            """);
        Assert.Equal("""[["JSON","mine"],[2],true]""", found);
    }

    // What does not settle fails, and ends with its page.
    private Task<string> RunAsync(string script) => page.EvaluateAsync<string>($"async () => JSON.stringify(await (async () => {{ {script} }})())").WaitAsync(EngineFixture.Patience);
}
