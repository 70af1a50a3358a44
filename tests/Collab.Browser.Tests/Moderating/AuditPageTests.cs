using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Moderating;

public sealed class AuditPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_moderator_finds_by_keys_alone_who_hid_whose_note_and_why_and_goes_to_it()
    {
        var room = await NewRoomAsync();
        var (jonas, mira) = (await room.JoinAsync(Role.Annotator, "Jonas Reed"), await room.JoinAsync(Role.Moderator, "Mira Holm"));
        var note = await room.WriteAsync(jonas, "2", "A <b>rude</b> remark.");
        await room.DoAsync(mira, (string)note["id"]!, "hide", new { reason = "<i>rude</i>" });
        var moderator = await BrowserOfAsync(mira, room);
        await moderator.GoAsync($"{room.Path}/manage");
        await moderator.TabToAsync(moderator.Page.GetByRole(AriaRole.Link, new() { Name = "What was done here, and by whom" }));
        await moderator.PressAsync("Enter");
        await Expect(moderator.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("What was done");
        var acts = moderator.Page.Locator(".acts li");
        await Expect(acts.First).ToContainTextAsync("Mira Holm hid note 1 of Jonas Reed in ");
        await Expect(acts.First).ToContainTextAsync(": <i>rude</i>");
        await Expect(acts.First.Locator("time")).Not.ToContainTextAsync("UTC");

        await moderator.TabToAsync(moderator.Page.GetByLabel("What", new() { Exact = true }));
        await moderator.Page.Keyboard.TypeAsync("notes");
        await moderator.TabToAsync(moderator.Page.GetByLabel("By whom or to whom"));
        await moderator.Page.Keyboard.TypeAsync("Jonas");
        await moderator.TabToAsync(moderator.Button("Show"));
        await moderator.PressAsync("Enter");
        await Expect(acts).ToHaveCountAsync(1);
        await Expect(moderator.Page.GetByLabel("By whom or to whom")).ToHaveValueAsync(jonas.Member);

        await acts.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(moderator.State).ToHaveTextAsync("Live");
        await Expect(moderator.Page.Locator("body")).ToContainTextAsync("A <b>rude</b> remark.");
    }

    [Fact]
    public async Task Who_may_not_see_it_is_not_led_there()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.GoAsync($"{room.Path}/manage");
        await Expect(ida.Page.GetByRole(AriaRole.Link, new() { Name = "What was done here" })).ToHaveCountAsync(0);
        var answer = await ida.Page.GotoAsync($"/seminars/{room.Seminar}/audit");
        Assert.Equal(403, answer!.Status);
    }
}
