namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public class RankTests(EngineFixture engine)
{
    [Fact]
    public async Task The_newest_is_told_by_its_time_for_private_notes_are_numbered_apart()
    {
        var page = await engine.OpenAsync();
        var order = await page.EvaluateAsync<string[]>("""
            async () => {
              const { rank } = await import('/js/store/stacks.js');
              const card = (id, number, created, more) => ({ id, unread: false, replies: 0, note: { number, created }, ...more });
              return [
                card('shared, old', 17, '2026-11-23T08:00:00.000Z'),
                card('private, new', 1, '2026-11-23T09:00:00.000Z'),
                card('shared, between', 18, '2026-11-23T08:30:00.000Z'),
                card('replied to', 3, '2026-11-23T07:00:00.000Z', { replies: 2 }),
                card('pinned', 2, '2026-11-23T06:00:00.000Z', { pin: { order: 0 } }),
              ].sort(rank).map(({ id }) => id);
            }
            """);
        Assert.Equal(["pinned", "replied to", "private, new", "shared, between", "shared, old"], order);
        await page.Context.CloseAsync();
    }
}
