using System.Text.Json;
using System.Text.RegularExpressions;
using Collab.Domain.Events;

namespace Collab.Web.Tests.Engine;

/// <summary>What a replay shows at a seq is what the server shows at that seq.</summary>
[Collection(EngineCollection.Name)]
public sealed class PastTests(EngineFixture engine)
{
    /// <summary>Goes to the steps in the order that is given, and answers what is other than the snapshot there.</summary>
    private const string Compare = """
        async ([first, pages, moments, snapshots, head, member, readsHidden, order]) => {
          const { Past, withheldOf, asMayBeSeen } = await import('/js/model/past.js');
          const { fromSnapshot, toSnapshot } = await import('/js/model/fold.js');
          const canonical = value => JSON.stringify(value, (_, v) => v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => a < b ? -1 : 1)) : v);
          const parts = s => ({ ...toSnapshot(s), replies: [...s.replies].sort(), roots: [...s.roots].filter(([, ids]) => ids.length).sort(), places: [...s.pins].filter(([, pins]) => pins.length).sort(), ids: [...s.clauseById] });
          const past = new Past(JSON.parse(first), member), begin = past.seq;
          for (const page of JSON.parse(pages)) past.add(page, JSON.parse(moments));
          const withheld = withheldOf(fromSnapshot(JSON.parse(head)), { member, readsHidden: readsHidden === 'true' });
          const wanted = new Map(JSON.parse(snapshots).map(snapshot => [snapshot.seq, snapshot]));
          for (const seq of JSON.parse(order)) {
            const step = past.stepOf(seq);
            if (past.seqOf(step) !== seq || step !== seq - begin) return `seq ${seq} is step ${step}`;
            const [a, b] = [parts(asMayBeSeen(past.at(step), withheld)), parts(fromSnapshot(wanted.get(seq)))];
            for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
              if (canonical(a[key]) === canonical(b[key])) continue;
              const [left, right] = [a[key], b[key]];
              const at = Array.isArray(left) ? left.findIndex((item, i) => canonical(item) !== canonical(right[i])) : -1;
              return `seq ${seq}, ${key}: ` + (at < 0 ? `${canonical(left)} ≠ ${canonical(right)}` : `${canonical(left[at])} ≠ ${canonical(right[at])}`);
            }
          }
          return '';
        }
        """;

    [Theory]
    [InlineData(RandomDocument.Moderator, true)]
    [InlineData(RandomDocument.Author, false)]
    [InlineData(RandomDocument.Reader, false)]
    public async Task M145_At_each_seq_a_replay_shows_a_member_what_the_servers_snapshot_of_that_seq_shows_by_the_policy_of_now(string member, bool readsHidden)
    {
        var page = await engine.OpenAsync();
        for (var seed = 1; seed <= 6; seed++)
        {
            var document = new RandomDocument(seed, 130, told: true);
            await ShowsAsync(page, document, member, readsHidden, [.. Enumerable.Range(5, document.Events.Count - 4)], $"seed {seed}");
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task M145_Whoever_goes_back_and_forth_over_a_long_past_with_every_kind_of_event_sees_the_same()
    {
        var page = await engine.OpenAsync();
        var random = new Random(11);
        var known = Regex.Matches(File.ReadAllText(Path.Combine(Repository.Web, "ts", "model", "wire.ts")), @"EventBase<((?:""\w+""(?: \| )?)+),").SelectMany(match => Regex.Matches(match.Groups[1].Value, @"\w+")).Select(match => match.Value).ToArray();
        Assert.Contains("SlowModeSet", known);
        // What one has read and watches is in a notebook.
        known = [.. known.Except([nameof(ReadMarked), nameof(WatchSet)])];
        var document = Enumerable.Range(12, 19).Select(seed => new RandomDocument(seed, 1_800, told: true)).FirstOrDefault(each => !known.Except(each.Events.Select(e => e.Kind)).Any());
        Assert.NotNull(document);
        var first = known.Select(kind => document.Events.Find(e => e.Kind == kind)!.Seq).Where(seq => seq >= 5).Select(seq => (int)seq);
        var seqs = Enumerable.Range(0, 20).Select(_ => random.Next(5, document.Events.Count + 1)).Concat(first).ToArray();
        random.Shuffle(seqs);
        await ShowsAsync(page, document, RandomDocument.Author, false, seqs, "a long past");
        await page.Context.CloseAsync();
    }

    [Fact]
    public void A_seed_makes_the_same_document_again() =>
        Assert.Equal(new RandomDocument(12, 1_800, told: true).Events.Select(e => $"{e.Kind} {e.At:O}"), new RandomDocument(12, 1_800, told: true).Events.Select(e => $"{e.Kind} {e.At:O}"));

    [Fact]
    public async Task A_night_is_no_longer_than_half_a_minute_and_the_moments_come_in_their_order()
    {
        var page = await engine.OpenAsync();
        var document = new RandomDocument(3, 0);
        var found = await page.EvaluateAsync<JsonElement>("""
            async snapshot => {
              const { Past } = await import('/js/model/past.js');
              const past = new Past(JSON.parse(snapshot), 'x'), first = past.seq;
              const events = ['09:00:00', '09:00:10', '21:00:00', '20:59:00'].map((at, i) => ({ seq: first + 1 + i, at: `2026-11-23T${at}.000Z`, kind: 'PaintedGreen', actor: { id: 'x' }, data: {} }));
              past.add({ epoch: 'epoch', first: first + 1, last: first + 9, head: first + 9, events });
              return [[0, 1, 2, 3, 4].map(step => past.timeOf(step)), [0, 9_999, 10_000, 39_999, 40_000, 1e9].map(time => past.stepAt(time)), past.seq - first, past.at(4).seq - first];
            }
            """, document.Snapshot(document.Events.Count, RandomDocument.Reader));
        Assert.Equal("[[0,0,10000,40000,40000],[1,1,2,2,4,4],9,4]", found.GetRawText());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Heat_is_beside_what_was_said_elsewhere_and_never_more_than_was_said()
    {
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const { heatOf } = await import('/js/model/heat.js');
              const levels = counts => [...heatOf(counts.map((said, i) => [`${i}`, said])).values()].map(heat => heat.level);
              return [levels([0, 0]), levels([2, 1, 0]), levels([100, 51, 50, 26, 1, 0])];
            }
            """);
        Assert.Equal("[[0,0],[2,1,0],[4,3,2,2,1,0]]", found.GetRawText());
        await page.Context.CloseAsync();
    }

    private static async Task ShowsAsync(Microsoft.Playwright.IPage page, RandomDocument document, string member, bool readsHidden, int[] seqs, string what)
    {
        var head = document.Events.Count;
        var shown = document.Events.Where(e => e is { Seq: > 5, Data: MemberNotesShown or TextRevised or NoteKept }).Select(e => (int)e.Seq).ToArray();
        var at = document.Moments(member, seqs.Concat(shown).Append(5).Append(head).ToHashSet());
        // Pages of any size, each written by the policy of now.
        var pages = Enumerable.Range(0, (head + 59) / 60).Select(i => document.Batch(Math.Max(6, (60 * i) + 1), Math.Min(head, 60 * (i + 1)), head, member));
        var wrong = await page.EvaluateAsync<string>(Compare, new object[]
        {
            at[5], $"[{string.Join(',', pages)}]", $"[{string.Join(',', shown.Select(seq => at[seq]))}]", $"[{string.Join(',', seqs.Distinct().Select(seq => at[seq]))}]",
            at[head], member, readsHidden ? "true" : "false", $"[{string.Join(',', seqs)}]",
        });
        Assert.True(wrong.Length == 0, $"{what}: {wrong}");
    }
}
