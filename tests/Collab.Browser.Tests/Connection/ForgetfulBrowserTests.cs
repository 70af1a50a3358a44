using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Connection;

/// <summary>A browser whose store is full, or shut.</summary>
public sealed class ForgetfulBrowserTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Said = "This browser keeps nothing: leave this page open until what you write is sent.";

    [Fact]
    public async Task Where_nothing_can_be_kept_that_is_said_before_anything_is_lost_and_no_draft_is_called_kept()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.Context.AddInitScriptAsync("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        await ida.OpenRoomAsync();
        await ida.Clause("3").Locator(".comment").ClickAsync();
        await ida.Composer.GetByLabel("Your note").FillAsync("Half a thought");
        await Expect(ida.Notices).ToContainTextAsync(Said);
        await ida.Notices.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(ida.Notices).Not.ToContainTextAsync(Said);
        await ida.PressAsync("Escape");
        await Expect(ida.Page.Locator(".said-now")).ToHaveTextAsync(Said);

        // What is said of a lost connection says it too; while the page is open nothing is gone.
        await ida.Context.SetOfflineAsync(true);
        await ida.Page.EvaluateAsync("() => dispatchEvent(new Event('offline'))");
        await Expect(ida.Notices).ToContainTextAsync($"sent when the connection is back. {Said}");
        await ida.Context.SetOfflineAsync(false);
        await ida.Clause("3").Locator(".comment").ClickAsync();
        await Expect(ida.Composer.GetByLabel("Your note")).ToHaveValueAsync("Half a thought");
    }
}
