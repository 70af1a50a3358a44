using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Accounts;

/// <summary>Whoever comes in by a university, where they are asked to show again who they are.</summary>
public sealed class SignInAgainTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task M255_The_page_leads_to_the_university_when_it_is_asked_for_and_not_before()
    {
        const string Issuer = "https://login.uni.test";
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Collab:PublicUrl"] = "http://127.0.0.1:5080",
            ["Collab:University:Name"] = "Test University",
            ["Collab:University:Issuer"] = Issuer,
            ["Collab:University:ClientId"] = "collab",
        });
        var ida = await server.JoinAsync(Role.Annotator, "Ida Berg");
        await server.Accounts.ClaimIdentityAsync(Issuer, "ida", new Person(ida.Person, ida.Name, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow);
        var reader = await BrowserOfAsync(ida, address: server.Address);
        await reader.GoAsync("/account");
        var way = reader.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in again by Test University" });
        await Expect(way).ToHaveCountAsync(0);
        await reader.Button("Make a link").ClickAsync();
        await Expect(reader.Page.Locator(".said")).ToContainTextAsync("Sign in again");
        await Expect(way).ToHaveAttributeAsync("href", "/sign-in/university/again?returnTo=%2Faccount");
    }
}
