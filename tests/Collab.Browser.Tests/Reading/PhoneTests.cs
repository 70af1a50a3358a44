using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>What is at hand at the bottom of a touch screen.</summary>
public sealed class PhoneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>The narrowest that there are, with a crowded bar: others who are here, and a link that is live.</summary>
    [Fact]
    public async Task What_is_for_me_is_counted_in_the_bar_named_and_within_the_window()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        await EnterAsync(room, Role.Annotator, "Lena Roth");
        var who = await room.JoinAsync(Role.Moderator, "Ida Berg");
        var ida = await BrowserOfAsync(who, room, Phone.Of(320, 640));
        await ida.OpenRoomAsync();
        var inbox = ida.Page.Locator(".inbox-button");
        await Expect(ida.Here.Locator(".initials")).ToHaveCountAsync(3);
        await Expect(inbox).ToBeHiddenAsync();
        await room.WriteAsync(jon.Who!, "3", $"Is it so, @{{{who.Member}}}?");
        foreach (var width in new[] { 320, 390 })
        {
            await ida.Page.SetViewportSizeAsync(width, 640);
            await Expect(ida.Page.GetByRole(AriaRole.Button, new() { Name = "Inbox 1 unread", Exact = true })).ToBeVisibleAsync();
            var box = (await inbox.BoundingBoxAsync())!;
            Assert.InRange(box.X + box.Width, 60, width);
            Assert.True(box.Height >= 24, $"{box.Height} px high");
            Assert.Equal(width, await ida.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.True(await ida.Page.EvaluateAsync<bool>("() => document.querySelector('.bar-menu').getBoundingClientRect().right <= innerWidth && document.getElementById('bar').offsetHeight < 60"));
        }

        await inbox.TapAsync();
        await Expect(ida.Panel.Locator("[data-inbox]")).ToContainTextAsync("Jon Sand mentions you in note 1");
        // Back leaves the sheet, and not the room; so it does after the sheet was left by its own button.
        await ida.Page.GoBackAsync();
        await Expect(ida.Panel).ToHaveCountAsync(0);
        await Expect(ida.Clause("3")).ToBeVisibleAsync();
        await inbox.TapAsync();
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).TapAsync();
        await Expect(ida.Panel).ToHaveCountAsync(0);
        await Expect(ida.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/rooms/"));
        await ida.Page.WaitForFunctionAsync("() => !history.state?.sheet");
        await ida.Page.GoBackAsync();
        await Expect(ida.Page).ToHaveURLAsync("about:blank");
    }

    [Fact]
    public async Task A_filter_that_is_on_is_seen()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "3", "Whose majority?");
        await room.WriteAsync(jon, "3", "Something else.");
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room, Phone.Options);
        await ida.OpenRoomAsync("?words=majority");

        await Expect(ida.Button("Filter: 1")).ToBeVisibleAsync();
        await Expect(ida.Clause("3").Locator(".matching")).ToHaveTextAsync("1 of 2 match");
    }

    [Fact]
    public async Task While_a_note_is_written_a_second_passage_is_added_by_touch()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", Phone.Options);
        await Phone.SelectAsync(ida, "3", "the majority at the Second");
        await ida.Button("Annotate the selection").TapAsync();
        await ida.Composer.GetByLabel("Your note").FillAsync("Two places, one thought.");

        await Phone.SelectAsync(ida, "5", "the repetition of ultimatums");
        await ida.Button("Add these words").TapAsync();

        await Expect(ida.Composer.Locator(".targets .quote")).ToHaveTextAsync(["the majority at the Second", "the repetition of ultimatums"]);
        await ida.Composer.GetByRole(AriaRole.Button, new() { Name = "Post" }).TapAsync();
        await Expect(ida.Cards("5").First).ToHaveAttributeAsync("data-number", "1");
        await Expect(ida.Cards("3").First).ToContainTextAsync("also at point 5");
    }

    [Fact]
    public async Task A_wide_screen_that_is_touched_has_the_same_at_hand()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg", Phone.Of(1280, 800));

        await Phone.SelectAsync(ida, "3", "the majority at the Second");
        await ida.Button("Annotate the selection").TapAsync();

        await Expect(ida.Composer.Locator(".targets .quote")).ToHaveTextAsync(["the majority at the Second"]);
    }
}
