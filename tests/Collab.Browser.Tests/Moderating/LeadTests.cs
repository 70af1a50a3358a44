using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Moderating;

public sealed class LeadTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Who_follows_is_moved_and_keeps_the_focus_and_others_are_offered_to_go()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Reader, "Jon Sand"));
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await ida.Button("Follow").ClickAsync();
        await Expect(ida.Button("Following")).ToBeFocusedAsync();

        await mara.Clause("8").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();

        await Expect(ida.Clause("8")).ToBeInViewportAsync();
        await Expect(ida.Button("Following")).ToBeFocusedAsync();
        await Expect(jon.Notices).ToContainTextAsync("Mara Stein is at point 8");
        await Expect(jon.Clause("8")).Not.ToBeInViewportAsync();
        await jon.Button("Go").ClickAsync();
        await Expect(jon.Clause("8")).ToBeInViewportAsync();
        await Expect(jon.Notices).Not.ToContainTextAsync("Mara Stein is at");
    }

    [Fact]
    public async Task A_scroll_of_ones_own_suspends_following_until_it_is_resumed()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await ida.Button("Follow").ClickAsync();
        await ida.Page.Mouse.MoveAsync(400, 500);
        await ida.Page.Mouse.WheelAsync(0, 120);
        await Expect(ida.Button("Resume following")).ToBeVisibleAsync();

        await mara.Clause("9").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();
        await Expect(ida.Notices).ToContainTextAsync("Mara Stein is at point 9");
        await Expect(ida.Clause("9")).Not.ToBeInViewportAsync();

        await ida.Button("Resume following").ClickAsync();
        await Expect(ida.Clause("9")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Following_is_off_to_begin_with()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await Expect(ida.Button("Follow")).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task On_a_projector_no_hidden_or_private_note_and_no_apparatus_of_the_moderator_is_seen()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var rude = await room.WriteAsync(jon, "1", "A rude remark.");
        await room.WriteAsync(jon, "1", "A good remark.");
        await room.DoAsync(mara.Who!, (string)rude["id"]!, "hide", new { reason = "rude" });
        await mara.Button("Comment on point 1").ClickAsync();
        await mara.Composer.GetByLabel("Only me").CheckAsync();
        await mara.WriteAsync("Call on Ida next.");
        await mara.LeaveAsync();
        await Expect(mara.Card("Call on Ida next.")).ToContainTextAsync("only you");

        await mara.Button("Menu").ClickAsync();
        await mara.Page.GetByLabel("Presenting on a projector").CheckAsync();
        await mara.PressAsync("Escape");

        await Expect(mara.Card("A good remark.")).ToBeVisibleAsync();
        await Expect(mara.Page.Locator("body")).Not.ToContainTextAsync("A rude remark.");
        await Expect(mara.Page.Locator("body")).Not.ToContainTextAsync("Call on Ida next.");
        await Expect(mara.Button("Bring everyone here")).ToHaveCountAsync(0);
        await mara.PressAsync("1", "n");
        await Expect(mara.Panel).ToContainTextAsync("A good remark.");
        await Expect(mara.Panel).Not.ToContainTextAsync("A rude remark.");
        await Expect(mara.Panel).Not.ToContainTextAsync("Call on Ida next.");
        await mara.PressAsync("/");
        await mara.Page.GetByLabel("Words").FillAsync("remark");
        await Expect(mara.Panel).ToContainTextAsync("A good remark.");
        await Expect(mara.Panel).Not.ToContainTextAsync("A rude remark.");
    }
}
