using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class SearchTests(ServerFixture fixture)
{
    [Fact]
    public async Task More_than_a_hundred_notes_are_found_page_by_page()
    {
        var (_, owner, document) = await fixture.Server.NewSeminarAsync();
        for (var i = 0; i < 101; i++)
            await owner.AnnotateAsync(document, "needle");
        var first = await owner.ReadAsync($"/api/documents/{document}/search?q=needle");
        Assert.Equal((100, 100), (first["items"]!.AsArray().Count, (int)first["next"]!));
        var last = await owner.ReadAsync($"/api/documents/{document}/search?q=needle&after={first["next"]}");
        Assert.Equal(101, (int)Assert.Single(last["items"]!.AsArray())!["number"]!);
        Assert.False(last.ContainsKey("next"));
        Assert.Equal("400 bad-request", await owner.GetAsync($"/api/documents/{document}/search?q=needle&after=soon").OutcomeAsync());
    }
}
