using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public partial class OutboxTests(EngineFixture engine)
{
    /// <summary>An outbox whose server is a function of the test; <c>sent</c> is what reached it.</summary>
    private const string Make = """
        const { createOutbox } = await import('/js/live/outbox.js');
        const { Refusal } = await import('/js/model/wire.js');
        const sent = [];
        const until = async (what, milliseconds = 120_000) => {
          for (const end = performance.now() + milliseconds; !what();) {
            if (performance.now() > end) throw new Error('waited in vain: ' + what);
            await new Promise(done => setTimeout(done));
          }
        };
        const make = (answer, more = {}) => createOutbox({
          document: 'd', member: 'm', canSend: () => true, longestPause: 20, ...more,
          send: async command => { sent.push(command); return answer(command, sent.length); },
        });
        const text = item => item.body.body.text;
        const note = text => ({ body: { text, format: 'markdown' } });
        """;

    [Fact]
    public async Task An_unknown_outcome_is_tried_again_under_the_same_id_until_it_is_known()
    {
        var found = await Run("""
            const outbox = make((command, n) => { if (n < 4) throw new Refusal(['outcome-unknown', 'network', 'unavailable'][n - 1], 'x'); return { id: 'a', seq: 9 }; });
            const { commandId, done } = outbox.post('Annotate', note('one'), { clause: 'c' });
            const answer = await done;
            return { seq: answer.seq, tries: sent.length, ids: new Set(sent.map(c => c.commandId)).size, same: sent[0].commandId === commandId };
            """);
        Assert.Equal("""{"seq":9,"tries":4,"ids":1,"same":true}""", found);
    }

    [Fact]
    public async Task Commands_of_one_clause_go_in_order_and_a_stuck_clause_does_not_stop_another()
    {
        var found = await Run("""
            let stuck = true;
            const outbox = make(command => { if (stuck && command.body.body.text.startsWith('a')) throw new Refusal('unavailable', 'x'); return { seq: 1 }; });
            const first = outbox.post('Annotate', note('a1'), { clause: 'a' }), second = outbox.post('Annotate', note('a2'), { clause: 'a' }), other = outbox.post('Annotate', note('b1'), { clause: 'b' });
            await other.done;
            stuck = false;
            await Promise.all([first.done, second.done]);
            const order = sent.map(text);
            return { onlyFirst: order.slice(0, order.indexOf('a2')).every(t => t === 'a1' || t === 'b1'), last: order.at(-1) };
            """);
        Assert.Equal("""{"onlyFirst":true,"last":"a2"}""", found);
    }

    [Fact]
    public async Task What_is_refused_for_good_keeps_its_text_and_can_be_tried_again_or_thrown_away()
    {
        var found = await Run("""
            let locked = true;
            const outbox = make(() => { if (locked) throw new Refusal('locked', 'The point is locked.'); return { id: 'a', seq: 3 }; });
            const { commandId, done } = outbox.post('Annotate', note('kept'), { clause: 'c' });
            const code = await done.catch(refusal => refusal.code);
            const kept = outbox.items.value.map(item => [item.state, item.code, item.detail, text(item)].join('|'));
            locked = false;
            outbox.retry(commandId);
            await until(() => outbox.items.value[0]?.state === 'done');
            locked = true;
            const other = outbox.post('Reply', note('gone'), { clause: 'c' });
            await other.done.catch(() => undefined);
            outbox.discard(other.commandId);
            return { code, kept, tries: sent.length, left: outbox.items.value.filter(item => item.state !== 'done').length };
            """);
        Assert.Equal("""{"code":"locked","kept":["refused|locked|The point is locked.|kept"],"tries":3,"left":0}""", found);
    }

    [Fact]
    public async Task What_was_written_for_a_blind_round_goes_to_all_only_when_it_is_over_and_sent_again()
    {
        var found = await Run("""
            const codes = ['in-round', 'round-over'];
            const outbox = make(() => { const code = codes.shift(); if (code) throw new Refusal(code, 'No.'); return { id: 'a', seq: 3 }; });
            const { commandId, done } = outbox.post('Annotate', { ...note('blind'), round: 'r' }, { clause: 'c' });
            await done.catch(() => undefined);
            // It is just being ended: what is sent again is for the round yet.
            outbox.retry(commandId);
            await until(() => outbox.items.value[0]?.code === 'round-over');
            outbox.retry(commandId);
            await until(() => outbox.items.value[0]?.state === 'done');
            return sent.map(command => command.body.round ?? 'all').join();
            """);
        Assert.Equal("\"r,r,all\"", found);
    }

    [Fact]
    public async Task A_refused_command_without_text_is_told_once_and_not_kept()
    {
        var found = await Run("""
            const told = [];
            const outbox = make(() => { throw new Refusal('forbidden', 'No.'); }, { onRefused: item => told.push(item.verb + ' ' + item.code) });
            await outbox.post('Pin', { annotation: 'a' }, { clause: 'c' }).done.catch(() => undefined);
            return { told, left: outbox.items.value.length };
            """);
        Assert.Equal("""{"told":["Pin forbidden"],"left":0}""", found);
    }

    [Theory]
    [InlineData("new Refusal('rate-limited', 'x', 429, 400)")]
    [InlineData("await Refusal.fromHttp(new Response('{\"code\":\"rate-limited\"}', { status: 429, headers: { 'retry-after': '0.4' } }))")]
    [InlineData("Refusal.fromHub(new Error('rate-limited: That was too often.'))")]
    public async Task What_was_too_often_waits_as_long_as_the_server_asks_and_so_does_every_other_clause(string refusal)
    {
        var found = await Run($$"""
            const times = [];
            const outbox = make(async (command, n) => { times.push(performance.now()); if (n === 1) throw {{refusal}}; return { seq: n }; }, { easing: 400 });
            const first = outbox.post('Annotate', note('a1'), { clause: 'a' });
            await until(() => outbox.items.value[0].code === 'rate-limited');
            const second = outbox.post('Annotate', note('b1'), { clause: 'b' });
            await Promise.all([first.done, second.done]);
            return { tries: sent.length, waited: times.slice(1).every(time => time - times[0] >= 390) };
            """);
        Assert.Equal("""{"tries":3,"waited":true}""", found);
    }

    [Fact]
    public async Task What_was_written_offline_survives_a_reload_and_is_sent_once()
    {
        var page = await engine.OpenAsync();
        var before = await page.EvaluateAsync<string>($$"""
            async () => {
              {{Make}}
              const outbox = make(() => ({ seq: 1 }), { canSend: () => false });
              outbox.post('Annotate', note('written offline 😀'), { clause: 'c' });
              return outbox.items.value[0].commandId + ' ' + sent.length;
            }
            """);
        await page.ReloadAsync();
        var after = await page.EvaluateAsync<string>($$"""
            async () => {
              {{Make}}
              const outbox = make(() => ({ id: 'a', seq: 1 }));
              outbox.flush();
              await until(() => sent.length > 0);
              outbox.flush();
              // Sent twice, it would be so before this, which is of the same point.
              await outbox.post('Annotate', note('later'), { clause: 'c' }).done;
              sent.pop();
              return sent.map(c => c.commandId + ' ' + text(c)).join();
            }
            """);
        Assert.Equal($"{before.Split(' ')[0]} written offline 😀", after);
        Assert.EndsWith(" 0", before);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_tabs_send_each_command_once_with_and_without_the_browsers_locks(bool locks)
    {
        var first = await engine.OpenAsync();
        var second = await engine.OpenAsync(first.Context);
        var script = $$"""
            async ([locks, name]) => {
              if (!locks) Object.defineProperty(navigator, 'locks', { value: undefined });
              {{Make}}
              const outbox = make(async () => { await fetch('/js/live/tabs.js', { cache: 'no-store' }); return { id: 'x', seq: 1 }; });
              globalThis.outbox = outbox;
              globalThis.sent = sent;
              globalThis.note = note;
              globalThis.name = name;
            }
            """;
        await first.EvaluateAsync(script, new object[] { locks, "first" });
        await second.EvaluateAsync(script, new object[] { locks, "second" });
        const string Write = "async () => { const posted = Array.from({ length: 6 }, (_, n) => outbox.post('Annotate', note(name + n), { clause: 'c' })); outbox.flush(); await Promise.all(posted.map(p => p.done)); return posted.map(p => p.commandId); }";
        var written = await Task.WhenAll(first.EvaluateAsync<string[]>(Write), second.EvaluateAsync<string[]>(Write));
        var sent = (await first.EvaluateAsync<string[]>("() => sent.map(c => c.commandId)")).Concat(await second.EvaluateAsync<string[]>("() => sent.map(c => c.commandId)")).ToArray();
        Assert.Equal(written.SelectMany(ids => ids).Order(), sent.Order());
        await first.Context.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_closed_tab_left_behind_is_sent_by_one_of_those_that_remain(bool locks)
    {
        var closing = await engine.OpenAsync();
        var others = new[] { await engine.OpenAsync(closing.Context), await engine.OpenAsync(closing.Context) };
        var script = $$"""
            async ([locks, online]) => {
              if (!locks) Object.defineProperty(navigator, 'locks', { value: undefined });
              {{Make}}
              Object.assign(globalThis, { sent, note, until, outbox: make(() => ({ id: 'x', seq: 1 }), { canSend: () => online }) });
            }
            """;
        await closing.EvaluateAsync(script, new object[] { locks, false });
        var written = await closing.EvaluateAsync<string>("() => outbox.post('Annotate', note('left'), { clause: 'c' }).commandId");
        foreach (var other in others)
            await other.EvaluateAsync(script, new object[] { locks, true });
        var early = await Task.WhenAll(others.Select(other => other.EvaluateAsync<int>("() => sent.length")));
        Assert.All(early, count => Assert.Equal(0, count));
        await closing.CloseAsync(new() { RunBeforeUnload = false });
        await Task.WhenAll(others.Select(other => other.EvaluateAsync("() => until(() => { outbox.flush(); return outbox.items.value.every(item => item.state === 'done'); })")));
        var sent = (await Task.WhenAll(others.Select(other => other.EvaluateAsync<string[]>("() => sent.map(c => c.commandId)")))).SelectMany(ids => ids);
        Assert.Equal([written], sent);
        await closing.Context.CloseAsync();
    }

    [Fact]
    public async Task What_waits_is_kept_by_member_and_never_sent_by_another()
    {
        var found = await Run("""
            let online = false;
            const ida = make(() => ({ seq: 1 }), { canSend: () => online, member: 'ida' });
            ida.post('Annotate', note('one'), { clause: 'c' });
            ida.post('Reply', note('two'), { clause: 'c' });
            const elsewhere = make(() => ({ seq: 1 }), { member: 'ida', document: 'e', canSend: () => false });
            elsewhere.post('Annotate', note('three'), { clause: 'c' });
            ida.dispose();
            const jon = make(() => ({ seq: 1 }), { member: 'jon' });
            jon.flush();
            await jon.post('Annotate', note('mine'), { clause: 'c' }).done;
            const others = [...jon.others.value];
            jon.dispose();
            online = true;
            const refused = make(() => { throw new Refusal('another-member', 'x'); }, { member: 'ida' });
            refused.flush();
            await until(() => refused.items.value.some(item => item.code === 'another-member'));
            const kept = refused.items.value.map(item => item.state);
            refused.dispose();
            const back = make(() => ({ seq: 1 }), { member: 'ida' });
            back.flush();
            await until(() => back.items.value.every(item => item.state === 'done'));
            return { others, kept, sent: [...new Set(sent.map(text))] };
            """);
        Assert.Equal("""{"others":[["ida",2]],"kept":["queued","queued"],"sent":["mine","one","two"]}""", found);
    }

    [Fact]
    public async Task Ids_are_version_four_uuids_without_randomUUID()
    {
        var page = await engine.OpenAsync();
        var ids = await page.EvaluateAsync<string[]>("""
            async () => {
              Object.defineProperty(crypto, 'randomUUID', { value: undefined });
              const { newId } = await import('/js/live/storage.js');
              return Array.from({ length: 200 }, newId);
            }
            """);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id));
        Assert.Equal(200, ids.Distinct().Count());
        await page.Context.CloseAsync();
    }

    private async Task<string> Run(string body)
    {
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<string>($$"""
            async () => {
              {{Make}}
              const run = async () => {
                {{body}}
              };
              return JSON.stringify(await run());
            }
            """);
        await page.Context.CloseAsync();
        return found;
    }
}
