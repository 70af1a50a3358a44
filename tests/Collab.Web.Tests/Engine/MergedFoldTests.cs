using System.Text.Json;

namespace Collab.Web.Tests.Engine;

/// <summary>Logs of before may have threads that stand under one another: a browser shows their notes, and goes on.</summary>
[Collection(EngineCollection.Name)]
public class MergedFoldTests(EngineFixture engine)
{
    [Fact]
    public async Task Of_threads_under_one_another_the_last_merging_is_none_and_what_is_under_an_answer_is_shown()
    {
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<JsonElement>("""
            async snapshot => {
              const { fromSnapshot, foldBatch, topOf, underOf } = await import('/js/model/fold.js');
              const note = (number, thread) => ({ id: `d.${number}`, number, seq: 1, creator: { id: 'author' }, created: '', version: 1, state: 'shown', targets: [], motivation: 'commenting', tags: [], reactions: [], ...thread && { thread, replyTo: thread } });
              let state = fromSnapshot({ ...JSON.parse(snapshot), annotations: [note(1), note(2), note(3, 'd.1'), note(4), note(5)] });
              for (const [thread, into] of [['d.1', 'd.2'], ['d.2', 'd.1'], ['d.2', 'd.3'], ['d.4', 'd.4'], ['d.5', 'd.3']]) {
                const seq = state.seq + 1;
                state = foldBatch(state, { epoch: 'epoch', first: seq, last: seq, head: seq, events: [{ seq, at: '', kind: 'ThreadMerged', actor: { id: 'author' }, annotation: thread, data: { into }, hash: 'h' }] }, { member: 'x', readsHidden: false });
              }
              return [...state.annotations.values()].map(one => [one.mergedInto ?? '', topOf(state, one).id, underOf(state, one.id).map(under => under.id).join(' ')]);
            }
            """, new RandomDocument(3, 0) is var empty ? empty.Snapshot(empty.Events.Count, RandomDocument.Reader) : "");
        Assert.Equal("""[["d.2","d.2","d.3 d.5"],["","d.2","d.1 d.3 d.5"],["","d.2","d.5"],["","d.4",""],["d.3","d.2",""]]""", found.GetRawText());
        await page.Context.CloseAsync();
    }
}
