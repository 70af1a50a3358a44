using System.Text.RegularExpressions;
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
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Reader, "Jon Sand", Axe.Options));
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await ida.Button("Follow").ClickAsync();
        await Expect(ida.Button("Following")).ToBeFocusedAsync();

        await mara.Clause("8").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();

        await Expect(ida.Clause("8")).ToBeInViewportAsync();
        await Expect(ida.Button("Following")).ToBeFocusedAsync();
        // The last point is in view with it, and is not what is read; nor is the one before, where all is in view.
        await Expect(ida.Page.Locator(".points [aria-current]")).ToHaveAccessibleNameAsync("point 8");
        await mara.Clause("7").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();
        await Expect(ida.Page.Locator(".points [aria-current]")).ToHaveAccessibleNameAsync("point 7");
        await Axe.ExpectNothingAmissAsync(jon.Page, "a room with an offer to go");
        await jon.Page.SetViewportSizeAsync(1360, 900);
        await mara.Clause("8").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();
        await Expect(jon.Notices).ToContainTextAsync("Mara Stein leads to point 8");
        await Expect(jon.Clause("8")).Not.ToBeInViewportAsync();
        await jon.Button("Go").ClickAsync();
        await Expect(jon.Clause("8")).ToBeInViewportAsync();
        await Expect(jon.Notices).Not.ToContainTextAsync("Mara Stein leads");

        // What was led to before a session is not offered in it.
        await mara.Clause("6").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();
        await Expect(jon.Notices).ToContainTextAsync("Mara Stein leads to point 6");
        using (var opened = await mara.Who!.PostAsync($"/api/documents/{room.Document}/session/open", new { commandId = Guid.NewGuid() }))
            opened.EnsureSuccessStatusCode();
        await Expect(jon.Notices).ToContainTextAsync("No point is begun yet");
        await Expect(jon.Notices).Not.ToContainTextAsync("Mara Stein leads");
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
        await Expect(ida.Notices).ToContainTextAsync("Mara Stein leads to point 9");
        await Expect(ida.Clause("9")).Not.ToBeInViewportAsync();

        await ida.Button("Resume following").ClickAsync();
        await Expect(ida.Clause("9")).ToBeInViewportAsync();
        await ida.Page.ReloadAsync();
        await Expect(ida.Button("Following")).ToBeVisibleAsync();
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
        await mara.SelectAsync("1", "obvious minority");
        await mara.Button("Annotate").ClickAsync();
        await mara.Composer.GetByLabel("Only me").CheckAsync();
        await mara.WriteAsync("Call on Ida next.");
        await mara.LeaveAsync();
        await Expect(mara.Card("Call on Ida next.")).ToContainTextAsync("only you");
        await mara.ExpectPaintedAsync("obvious minority", Depths);
        await Expect(mara.Page.Locator(".bar-count")).ToHaveTextAsync("2 notes");

        await mara.Button("Menu").ClickAsync();
        await mara.Page.GetByLabel("Presenting on a projector").CheckAsync();
        await mara.PressAsync("Escape");

        await Expect(mara.Card("A good remark.")).ToBeVisibleAsync();
        await Expect(mara.Page.Locator("body")).Not.ToContainTextAsync("A rude remark.");
        await Expect(mara.Page.Locator("body")).Not.ToContainTextAsync("Call on Ida next.");
        await Expect(mara.Button("Bring everyone here")).ToHaveCountAsync(0);
        await Expect(mara.Page.Locator(".bar-count")).ToHaveTextAsync("1 note");
        // Now that it presents, not by and by.
        Assert.Empty(await mara.PaintedAsync(Depths));
        await mara.PressAsync("1", "n");
        await Expect(mara.Panel).ToContainTextAsync("A good remark.");
        await Expect(mara.Panel).Not.ToContainTextAsync("A rude remark.");
        await Expect(mara.Panel).Not.ToContainTextAsync("Call on Ida next.");
        await mara.PressAsync("/");
        await mara.Page.GetByLabel("Words").FillAsync("remark");
        await Expect(mara.Panel.Locator(".found")).ToContainTextAsync("1 note matches");
        await Expect(mara.Panel).ToContainTextAsync("A good remark.");
        await Expect(mara.Panel).Not.ToContainTextAsync("A rude remark.");
        await Expect(mara.Button("Filter: 1")).ToBeVisibleAsync();
        await mara.PressAsync("Escape");

        await mara.Button("Menu").ClickAsync();
        await Expect(mara.Button("Close the document")).ToHaveCountAsync(0);
        await Expect(mara.Page.GetByRole(AriaRole.Link, new() { Name = "Links, people, locks" })).ToHaveCountAsync(0);
        await mara.Page.GetByLabel("Presenting on a projector").UncheckAsync();
        // Painted again, as far as the filter lets it.
        await mara.ExpectPaintedAsync("obvious minority", "faded");
    }

    [Fact]
    public async Task On_a_projector_the_composer_pins_nothing_and_what_waits_of_private_notes_is_not_listed()
    {
        var room = await NewRoomAsync();
        var mara = await BrowserOfAsync(await room.JoinAsync(Role.Moderator, "Mara Stein"), room);
        var line = await Line.LayAsync(mara);
        await mara.OpenRoomAsync();
        // The panel's script comes a little later than the room's: once it was open it is there offline too.
        await mara.PressAsync("/");
        await Expect(mara.Panel).ToBeVisibleAsync();
        await mara.PressAsync("Escape");
        await line.CutAsync();
        await Expect(mara.State).ToHaveTextAsync("Offline");
        await mara.Button("Comment on point 1").ClickAsync();
        await mara.Composer.GetByLabel("Only me").CheckAsync();
        await mara.WriteAsync("Call on Ida next.");
        await mara.CommentAsync("2", "For everybody.");
        await Expect(mara.Notices).ToContainTextAsync("2 not sent yet");

        await PresentAsync(mara);

        await Expect(mara.Notices).ToContainTextAsync("1 not sent yet");
        await mara.Button("Look").ClickAsync();
        await Expect(mara.Panel).ToContainTextAsync("For everybody.");
        await Expect(mara.Page.Locator("body")).Not.ToContainTextAsync("Call on Ida next.");
        await mara.PressAsync("Escape");
        await mara.Button("Comment on point 3").ClickAsync();
        await Expect(mara.Composer).ToBeVisibleAsync();
        await Expect(mara.Composer.GetByText("Pin to")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_projector_a_page_that_would_show_more_is_opened_only_after_a_question()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await PresentAsync(mara);
        var answers = new Queue<bool>([false, true]);
        var asked = new List<string>();
        mara.Page.Dialog += (_, dialog) =>
        {
            asked.Add(dialog.Message);
            _ = answers.Dequeue() ? dialog.AcceptAsync() : dialog.DismissAsync();
        };
        var reading = mara.Page.GetByRole(AriaRole.Link, new() { Name = "Reading view", Exact = true });

        await reading.ClickAsync();
        await Expect(mara.State).ToHaveTextAsync("Live");
        Assert.EndsWith(room.Path, new Uri(mara.Page.Url).AbsolutePath, StringComparison.Ordinal);
        await reading.ClickAsync();

        await Expect(mara.Page).ToHaveURLAsync(new Regex("/reading$"));
        Assert.All(asked, question => Assert.Contains("may show hidden and private notes", question, StringComparison.Ordinal));
        Assert.Equal(2, asked.Count);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("scrollbar")]
    [InlineData("point")]
    public async Task Any_move_of_ones_own_suspends_following(string how)
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Button("Follow").ClickAsync();
        await Expect(ida.Button("Following")).ToBeVisibleAsync();

        switch (how)
        {
            case "key":
                await ida.PressAsync("PageDown");
                break;
            case "scrollbar":
                // As the bar's handle moves the page: no wheel, no key, no touch.
                await ida.Page.EvaluateAsync("() => scrollBy(0, 300)");
                break;
            default:
                await ida.Page.GetByRole(AriaRole.Navigation, new() { Name = "Points" }).GetByRole(AriaRole.Link, new() { Name = "point 7" }).ClickAsync();
                break;
        }

        await Expect(ida.Button("Resume following")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_the_moderator_and_new_notes_move_does_not_suspend_following()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var (ida, mara) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Moderator, "Mara Stein"));
        await ida.Button("Follow").ClickAsync();
        await mara.Clause("8").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();
        await Expect(ida.Clause("8")).ToBeInViewportAsync();

        for (var i = 0; i < 3; i++)
            await room.WriteAsync(jon, "1", $"Remark {i}.");
        await Expect(ida.Cards("1")).ToHaveCountAsync(3);
        await mara.Clause("2").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();

        await Expect(ida.Clause("2")).ToBeInViewportAsync();
        await Expect(ida.Button("Following")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_suspended_following_is_seen_and_resumed()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", Phone.Options);
        await ida.Button("Menu").ClickAsync();
        await ida.Page.GetByLabel("Follow the moderator").CheckAsync();
        await ida.PressAsync("Escape");
        await ida.Button("Next point").ClickAsync();
        await ida.Button("Next point").ClickAsync();

        await ida.Button("Resume following").ClickAsync();

        await Expect(ida.Button("Resume following")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Where_the_moderator_leads_is_offered_until_it_is_answered_wherever_they_are_by_then()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await mara.Clause("8").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();
        await Expect(mara.Page.Locator("#live")).ToContainTextAsync("Everyone was brought to point 8");
        var jon = await EnterAsync(room, Role.Reader, "Jon Sand");
        await Expect(jon.Notices).ToContainTextAsync("Mara Stein leads to point 8");

        await mara.Clause("2").FocusAsync();
        await mara.Page.CloseAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(ida.Here).ToContainTextAsync("2 people here");
        foreach (var reader in new[] { ida, jon })
        {
            await Expect(reader.Notices).ToContainTextAsync("Mara Stein leads to point 8");
            await reader.Button("Not now").ClickAsync();
            await Expect(reader.Notices).Not.ToContainTextAsync("Mara Stein");
        }
    }

    [Fact]
    public async Task Who_brings_everyone_to_a_point_by_its_menu_is_there_too()
    {
        var room = await NewRoomAsync();
        var (mara, jon) = (await EnterAsync(room, Role.Moderator, "Mara Stein"), await EnterAsync(room, Role.Reader, "Jon Sand"));
        await mara.Clause("1").FocusAsync();
        await mara.Page.Mouse.WheelAsync(0, 300);
        await mara.Page.GetByRole(AriaRole.Button, new() { Name = "Point 2: lock, lead" }).ClickAsync();
        await mara.Button("Bring everyone to point 2").ClickAsync();

        await Expect(jon.Notices).ToContainTextAsync("Mara Stein leads to point 2");
    }

    private static readonly string[] Depths = ["note-1", "note-2", "note-3", "note-4", "note-5"];

    private static async Task PresentAsync(Reader who)
    {
        await who.Button("Menu").ClickAsync();
        await who.Page.GetByLabel("Presenting on a projector").CheckAsync();
        await who.PressAsync("Escape");
        await Expect(who.Page.Locator("body.presenting")).ToBeVisibleAsync();
    }
}
