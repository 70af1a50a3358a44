namespace Collab.Web.Tests.Engine;

[Collection(EngineCollection.Name)]
public sealed class DraftsTests(EngineFixture engine)
{
    /// <summary>A moderator's browser may be the one at the projector, where somebody else signs in next.</summary>
    [Fact]
    public async Task A_draft_outlives_a_reload_and_is_shown_to_whoever_wrote_it_alone_at_its_place_alone()
    {
        var page = await engine.OpenAsync();
        await page.EvaluateAsync("""
            async () => {
              const { createDrafts } = await import('/js/store/drafts.js');
              createDrafts('d', 'ida').saveDraft('clause:c', { text: 'half a thought' });
            }
            """);
        await page.ReloadAsync();
        var found = await page.EvaluateAsync<string>("""
            async () => {
              const { createDrafts } = await import('/js/store/drafts.js');
              const ida = createDrafts('d', 'ida');
              const at = drafts => ['clause:c', 'clause:e', 'document'].map(place => drafts.draft(place)?.text ?? '-').join();
              const out = [at(ida), at(createDrafts('d', 'jon')), at(createDrafts('e', 'ida'))];
              ida.clearDraft('clause:c');
              return [...out, at(ida)].join(' ');
            }
            """);
        Assert.Equal("half a thought,-,- -,-,- -,-,- -,-,-", found);
        await page.Context.CloseAsync();
    }
}
