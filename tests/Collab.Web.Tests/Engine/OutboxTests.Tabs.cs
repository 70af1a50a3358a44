namespace Collab.Web.Tests.Engine;

public partial class OutboxTests
{
    /// <summary>What a tab left behind that is gone, written at a time.</summary>
    private const string Leave = """
        const { keep } = await import('/js/live/storage.js');
        const leave = (commandId, at) => keep.set('collab.outbox.d.m.' + commandId, JSON.stringify(
          { commandId, verb: 'Annotate', state: 'queued', at, attempts: 1, owner: 'gone', clause: 'c', body: note('left') }));
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_tab_has_that_lives_is_left_to_it_and_what_one_left_behind_is_not(bool locks)
    {
        var living = await engine.OpenAsync();
        var other = await engine.OpenAsync(living.Context);
        var script = $$"""
            async ([locks, online]) => {
              if (!locks) Object.defineProperty(navigator, 'locks', { value: undefined });
              {{Make}}
              {{Leave}}
              Object.assign(globalThis, { sent, text, note, until, leave, outbox: make(() => ({ id: 'x', seq: 1 }), { canSend: () => online }) });
            }
            """;
        await living.EvaluateAsync(script, new object[] { locks, false });
        await living.EvaluateAsync("() => { outbox.post('Annotate', note('mine'), { clause: 'c' }); }");
        await other.EvaluateAsync(script, new object[] { locks, true });
        // Of the same point and later: whoever takes over all that is not its own sends the other's first.
        var sent = await other.EvaluateAsync<string[]>("""
            async () => {
              await until(() => outbox.items.value.some(item => text(item) === 'mine'));
              leave('left', Date.now() + 1000);
              await until(() => { outbox.flush(); return sent.some(command => text(command) === 'left'); });
              return sent.map(text);
            }
            """);
        Assert.Equal(["left"], sent);
        await living.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_tab_is_just_taking_over_is_left_to_it(bool locks)
    {
        var found = await Run($$"""
            {{Leave}}
            if (!{{(locks ? "true" : "false")}}) Object.defineProperty(navigator, 'locks', { value: undefined });
            const name = 'collab.outbox.d.m.adopt', lease = 'collab.lease.' + name;
            let [waits, release] = [0, undefined];
            // The other tab has the lock, or the lease.
            if (navigator.locks) await new Promise(begun => void navigator.locks.request(name, () => new Promise(end => { release = end; begun(); })));
            else { keep.set(lease, JSON.stringify({ tab: 'other', until: Date.now() + 60_000 })); release = () => keep.remove(lease); }
            const storage = { get: key => { if (key === lease) waits++; return keep.get(key); }, set: (key, value) => keep.set(key, value), remove: key => keep.remove(key), keys: prefix => keep.keys(prefix) };
            leave('left', Date.now());
            const outbox = make(() => ({ id: 'x', seq: 1 }), { storage });
            outbox.flush();
            while (sent.length === 0 && waits < 3) {
              if (navigator.locks) waits = 3 * (await navigator.locks.query()).pending.filter(lock => lock.name === name).length;
              await new Promise(done => setTimeout(done));
            }
            // The other has sent it. What it wrote may be here a moment later than that it let go.
            release();
            keep.set('collab.outbox.d.m.left', JSON.stringify({ ...JSON.parse(keep.get('collab.outbox.d.m.left')), state: 'done', owner: 'other', answer: { seq: 1 } }));
            await until(() => outbox.items.value.every(item => item.state === 'done'));
            return sent.map(text);
            """);
        Assert.Equal("[]", found);
    }
}
