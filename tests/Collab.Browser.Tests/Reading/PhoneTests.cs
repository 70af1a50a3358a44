using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>What is at hand at the bottom of a touch screen.</summary>
public sealed class PhoneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
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
