using System.Text.Json;
using Collab.Browser.Tests.Support;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>Folds what somebody received as their page would, and compares the outcome with what the server shows them.</summary>
internal static class Fold
{
    private const string Compare = """
        async traces => {
          const { fromSnapshot, toSnapshot, foldBatch } = await import('/js/model/fold.js');
          const canonical = value => JSON.stringify(value, (_, v) => v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => a < b ? -1 : 1)) : v);
          const wrong = [];
          for (const { name, parts, final, member, readsHidden } of JSON.parse(traces)) {
            let state, isBehind = true, batches = 0;
            for (const part of parts.map(text => JSON.parse(text))) {
              if (part.annotations) {
                if (!state || part.seq > state.seq) [state, isBehind] = [fromSnapshot(part), false];
                continue;
              }
              const next = part.resync || !state ? 'gap' : foldBatch(state, part, { member, readsHidden });
              isBehind = next === 'gap';
              if (typeof next !== 'string') [state, batches] = [next, batches + 1];
            }
            if (isBehind || batches === 0) wrong.push(`${name} stopped at ${state?.seq} after ${batches} batches`);
            if (!state) continue;
            const [left, right] = [toSnapshot(state), toSnapshot(fromSnapshot(JSON.parse(final)))];
            for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
              const [a, b] = [left[key], right[key]];
              if (canonical(a) === canonical(b)) continue;
              const at = Array.isArray(a) ? Math.max(a.findIndex((item, i) => canonical(item) !== canonical(b?.[i])), 0) : undefined;
              wrong.push(`${name}, ${key}: folded ${canonical(at === undefined ? a : a[at])}; the server says ${canonical(at === undefined ? b : b?.[at])}`);
            }
          }
          return wrong;
        }
        """;

    /// <summary>Expects nothing to differ.</summary>
    /// <param name="page">Of somebody in the room: the fold is its script's.</param>
    public static async Task ExpectEqualAsync(Reader page, IReadOnlyList<Received> received)
    {
        var wrong = await page.Page.EvaluateAsync<string[]>(Compare, JsonSerializer.Serialize(received, JsonSerializerOptions.Web));
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }
}
