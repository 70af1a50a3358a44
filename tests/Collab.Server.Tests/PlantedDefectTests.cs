#if PLANTED_DEFECTS
using Collab.Domain.Planting;
using Collab.Server.Tests.Api;
using Collab.Server.Tests.Feeds;
using Collab.Server.Tests.Hubs;
using Collab.Server.Tests.Security;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Collab.Server.Tests;

/// <summary>What is planted in the server fails the test that docs/reliability.md names. Alone: a defect is planted for the whole process.</summary>
[CollectionDefinition(nameof(PlantedDefectTests), DisableParallelization = true)]
[Collection(nameof(PlantedDefectTests))]
public sealed class PlantedDefectTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Defect.TagWithoutRole)]
    [InlineData(Defect.HiddenWordsKeptInRing)]
    [InlineData(Defect.OneRateForAll)]
    [InlineData(Defect.RingWithoutEnd)]
    [InlineData(Defect.FeedsNeverClosed)]
    public Task Is_found_by_the_test_that_the_table_names(Defect defect) => FoundAsync(defect, () => defect switch
    {
        Defect.TagWithoutRole => new SnapshotCacheTests().A_class_shares_one_snapshot_until_the_head_moves(),
        Defect.HiddenWordsKeptInRing => new DocumentFeedTests().Hidden_words_are_gone_from_earlier_events_for_all_but_their_author_and_moderators(),
        Defect.OneRateForAll => new LimitTests().A_person_writes_so_often_and_others_are_not_held_up(),
        Defect.RingWithoutEnd => Task.Run(new EventRingTests().It_forgets_the_oldest_past_its_number),
        Defect.FeedsNeverClosed => new DocumentFeedsTests().Of_a_thousand_documents_that_nobody_uses_any_more_none_is_open(),
        _ => throw new ArgumentOutOfRangeException(nameof(defect)),
    });

    [Fact]
    public async Task Over_a_restart_too()
    {
        using var tests = new AcceptedInputTests(output);
        await FoundAsync(Defect.NestedAsDeepAsYouLike, () => tests.Whatever_was_accepted_is_loaded_shown_and_exported_after_a_restart());
    }

    [Fact]
    public async Task On_a_whole_server_too()
    {
        var fixture = new ServerFixture();
        await fixture.InitializeAsync();
        await FoundAsync(Defect.OriginUnchecked, () => new BrowserTests(fixture).N90_another_sites_page_opens_no_connection("http://evil.example", 403));
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task On_a_node_with_live_delivery_too()
    {
        var server = new LiveServer();
        await server.InitializeAsync();
        await FoundAsync(Defect.PrivateNoteShared, () => new ReadingHubTests(server).A_private_note_reaches_its_writers_devices_and_nobody_else());
        await FoundAsync(Defect.RoleFromClaim, () => new HubRightsTests(server).N56_a_demoted_moderator_cannot_pin_by_the_same_connection_at_the_first_call());
        await FoundAsync(Defect.ScopesIgnored, () => new HubRightsTests(server).N11_a_token_does_what_its_scopes_cover_within_its_seminar());
        await server.DisposeAsync();
    }

    /// <summary>What is promised is seen to be broken: the test did not just come to grief.</summary>
    private static async Task FoundAsync(Defect defect, Func<Task> test)
    {
        var failure = await Record.ExceptionAsync(() => Planted.WhileAsync(defect, test));
        Assert.True(failure is XunitException, $"{defect} is not found: {failure}");
    }
}
#endif
