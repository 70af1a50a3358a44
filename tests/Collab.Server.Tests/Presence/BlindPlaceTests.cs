using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Presence;

/// <summary>Who watches is told at once that a blind round takes back what was selected at its point, without anybody moving.</summary>
[Collection(ServerCollection.Name)]
public sealed class BlindPlaceTests(ServerFixture fixture)
{
    [Fact]
    public async Task M240_A_round_that_opens_takes_back_what_is_selected_at_its_point_and_gives_it_back_when_it_is_over()
    {
        await using var watched = await WatchedMember.ComeAsync(fixture.Server);
        await watched.Here.InvokeAsync("At", watched.Document, watched.Point, new { start = 0, end = 3 });
        await watched.UntilAsync(text => text.Contains("selection", StringComparison.Ordinal));

        await RoundAsync("open", new { commandId = Guid.NewGuid(), show = "nothing" });
        Assert.Contains(watched.Point, await watched.UntilAsync(text => !text.Contains("selection", StringComparison.Ordinal)), StringComparison.Ordinal);
        await RoundAsync("cancel", new { commandId = Guid.NewGuid() });
        await watched.UntilAsync(text => text.Contains("selection", StringComparison.Ordinal));

        async Task RoundAsync(string what, object body) =>
            Assert.Equal("200", await watched.Owner.PostAsync($"/api/documents/{watched.Document}/clauses/{watched.Point}/round/{what}", body).OutcomeAsync());
    }
}
