using Collab.Testing;

namespace Collab.Server.Tests.Webhooks;

[Collection(ServerCollection.Name)]
public sealed class WebhooksApiTests(ServerFixture fixture)
{
    [Fact]
    public async Task M178_an_address_that_cannot_be_told_is_refused_and_so_is_a_sixth()
    {
        var (_, owner, document) = await fixture.Server.NewSeminarAsync();
        foreach (var url in new[] { "", "hook", "ftp://example.edu/", "http://hook.invalid/", "https://me:secret@hook.invalid/", "https://hook.invalid/#here", "https://10.0.0.1/", "https://[::1]/", "https://localhost/", "https://169.254.169.254/", $"https://hook.invalid/{new string('x', 2000)}" })
            Assert.Equal("400 bad-request", await SetAsync(url));
        for (var i = 1; i <= 5; i++)
            Assert.Equal("201", await SetAsync("https://hook.invalid/collab"));
        Assert.Equal("400 bad-request", await SetAsync("https://hook.invalid/collab"));
        Assert.Equal("404 not-found", await owner.DeleteAsync($"/api/documents/{document}/webhooks/none").OutcomeAsync());

        async Task<string> SetAsync(string url) => await owner.PostAsync($"/api/documents/{document}/webhooks", new { url }).OutcomeAsync();
    }
}
