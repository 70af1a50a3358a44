using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Presence;

/// <summary>Where somebody reads, what they select and that they write is told to nobody where they have chosen so.</summary>
[Collection(ServerCollection.Name)]
public sealed class HiddenPlaceTests(ServerFixture fixture)
{
    [Fact]
    public async Task M135_Neither_owners_nor_others_are_told_by_the_hub_or_by_http_and_it_holds_on_every_device_until_it_is_taken_back()
    {
        await using var watched = await WatchedMember.ComeAsync(fixture.Server);
        await watched.Here.InvokeAsync("At", watched.Document, watched.Point, new { start = 0, end = 3 });
        Assert.Contains("selection", await watched.UntilAsync(text => text.Contains("\"clause\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        await ChooseAsync(true);
        Assert.True((bool)(await watched.Member.ReadAsync("/api/me"))["hidesPlace"]!);
        await watched.UntilAsync(text => !text.Contains("\"clause\"", StringComparison.Ordinal));

        // Whatever is said of a place from now on changes nothing that others see: the next that they are told is what comes after it is taken back.
        await watched.Here.InvokeAsync("At", watched.Document, watched.Point, new { start = 0, end = 3 });
        await watched.Here.InvokeAsync("Typing", watched.Document, watched.Point, true);
        using (var phone = await watched.Member.PostAsync($"/api/documents/{watched.Document}/presence", new { connection = "phone", clause = watched.Point, selection = new { start = 0, end = 3 } }))
            Assert.Equal(204, (int)phone.StatusCode);
        using (var phone = await watched.Member.PostAsync($"/api/documents/{watched.Document}/presence", new { connection = "phone", clause = watched.Point, typing = true }))
            Assert.Equal(204, (int)phone.StatusCode);
        await ChooseAsync(false);
        await watched.Here.InvokeAsync("At", watched.Document, watched.Point, null);
        var after = await watched.UntilAsync(_ => true);
        Assert.Contains("\"clause\"", after, StringComparison.Ordinal);
        Assert.DoesNotContain("selection", after, StringComparison.Ordinal);
        Assert.DoesNotContain("typing", after, StringComparison.Ordinal);

        async Task ChooseAsync(bool hidden)
        {
            using var answer = await watched.Member.Http.PutAsync(new Uri("/api/me/presence", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { hidden }), watched.Enough);
            Assert.Equal(204, (int)answer.StatusCode);
        }
    }
}
