using System.Text.Json;
using Microsoft.Playwright;

namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public class FoldTests(EngineFixture engine)
{
    private const string Compare = """
        async ([snapshot, batches, final, member, readsHidden]) => {
          const { fromSnapshot, toSnapshot, foldBatch } = await import('/js/model/fold.js');
          const canonical = value => JSON.stringify(value, (_, v) => v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => a < b ? -1 : 1)) : v);
          let state = fromSnapshot(JSON.parse(snapshot));
          for (const text of JSON.parse(batches)) {
            const before = canonical(toSnapshot(state));
            const next = foldBatch(state, text, { member, readsHidden: readsHidden === 'true' });
            if (typeof next === 'string') return next;
            if (canonical(toSnapshot(state)) !== before) return 'the state before was changed';
            state = next;
          }
          const want = fromSnapshot(JSON.parse(final));
          const parts = s => ({ ...toSnapshot(s), replies: [...s.replies].sort(), roots: [...s.roots].filter(([, ids]) => ids.length).sort(), places: [...s.pins].filter(([, pins]) => pins.length).sort(), ids: [...s.clauseById] });
          const [a, b] = [parts(state), parts(want)];
          for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
            if (canonical(a[key]) === canonical(b[key])) continue;
            const [left, right] = [a[key], b[key]];
            const at = Array.isArray(left) ? left.findIndex((item, i) => canonical(item) !== canonical(right[i])) : -1;
            return at < 0 ? `${key}: ${canonical(left)} ≠ ${canonical(right)}` : `${key}[${at}]: ${canonical(left[at])} ≠ ${canonical(right[at])}`;
          }
          return '';
        }
        """;

    [Theory]
    [InlineData(RandomDocument.Moderator, true)]
    [InlineData(RandomDocument.Author, false)]
    [InlineData(RandomDocument.Reader, false)]
    public async Task A_live_view_equals_the_servers_snapshot_however_the_events_were_batched(string member, bool readsHidden)
    {
        var page = await engine.OpenAsync();
        for (var seed = 1; seed <= 12; seed++)
        {
            var document = new RandomDocument(seed, 250);
            var random = new Random(seed);
            var head = document.Events.Count;
            var from = random.Next(1 + 4, head / 2);
            var batches = new List<string>();
            for (var seq = from; seq < head;)
            {
                // Sometimes what was sent before is sent again; always with what is hidden by the time of sending left out.
                var first = Math.Max(2, seq + 1 - (random.Next(4) == 0 ? random.Next(5) : 0));
                var last = Math.Min(head, seq + random.Next(1, 64));
                batches.Add(document.Batch(first, last, last == head ? head : random.Next(last, head + 1), member));
                seq = last;
            }

            var wrong = await page.EvaluateAsync<string>(Compare, new object[] { document.Snapshot(from, member, random.Next(from, head + 1)), $"[{string.Join(',', batches)}]", document.Snapshot(head, member), member, readsHidden ? "true" : "false" });
            Assert.True(wrong.Length == 0, $"seed {seed}: {wrong}");
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Why_a_note_is_hidden_that_was_shown_at_the_moment_outlasts_what_was_erased_before_it_was_said()
    {
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<JsonElement>("""
            async snapshot => {
              const { fromSnapshot, foldBatch } = await import('/js/model/fold.js');
              const note = { id: 'd.1', number: 1, seq: 1, creator: { id: 'author' }, created: '', version: 1, state: 'hidden', early: true, reason: 'Rude.', reasonBy: 'moderator', targets: [], motivation: 'commenting', tags: [], reactions: [] };
              let state = fromSnapshot({ ...JSON.parse(snapshot), annotations: [note] });
              const reasons = [];
              for (const [kind, actor, data] of [['ContentErased', 'server', { member: 'moderator' }], ['MemberNotesHidden', 'moderator', { member: 'author', reason: 'Rude.' }], ['ContentErased', 'server', { member: 'moderator' }]]) {
                const seq = state.seq + 1;
                state = foldBatch(state, { epoch: 'epoch', first: seq, last: seq, head: seq, events: [{ seq, at: '', kind, actor: { id: actor }, data, hash: 'h' }] }, { member: 'x', readsHidden: false });
                reasons.push(state.annotations.get('d.1').reason ?? '');
              }
              return [...reasons, 'early' in state.annotations.get('d.1')];
            }
            """, new RandomDocument(3, 0) is var empty ? empty.Snapshot(empty.Events.Count, RandomDocument.Reader) : "");
        Assert.Equal("""["Rude.","Rude.","",false]""", found.GetRawText());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_gap_and_another_epoch_fold_nothing_and_an_unknown_kind_moves_the_cursor()
    {
        var document = new RandomDocument(3, 30);
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<JsonElement>("""
            async snapshot => {
              const { fromSnapshot, foldBatch } = await import('/js/model/fold.js');
              const state = fromSnapshot(JSON.parse(snapshot)), viewer = { member: 'x', readsHidden: false };
              const event = seq => ({ seq, at: '2026-11-23T09:00:00.000Z', kind: 'PaintedGreen', actor: { id: 'x' }, data: {}, hash: 'h' });
              const batch = (first, last, more = {}) => ({ epoch: 'epoch', first, last, head: last, events: [event(last)], ...more });
              const next = foldBatch(state, batch(state.seq + 1, state.seq + 3), viewer);
              return {
                gap: foldBatch(state, batch(state.seq + 2, state.seq + 3), viewer),
                epoch: foldBatch(state, batch(state.seq + 1, state.seq + 1, { epoch: 'other' }), viewer),
                repeated: foldBatch(next, batch(state.seq + 1, state.seq + 3), viewer) === next,
                moved: next.seq - state.seq,
                same: next.annotations === state.annotations,
              };
            }
            """, document.Snapshot(document.Events.Count, RandomDocument.Reader));
        Assert.Equal("gap", found.GetProperty("gap").GetString());
        Assert.Equal("epoch", found.GetProperty("epoch").GetString());
        Assert.True(found.GetProperty("repeated").GetBoolean());
        Assert.Equal(3, found.GetProperty("moved").GetInt32());
        Assert.True(found.GetProperty("same").GetBoolean());
        await page.Context.CloseAsync();
    }
}
