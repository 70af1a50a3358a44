using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.CatchingUp;

/// <summary>Who was away finds what is new, and what is for them.</summary>
public sealed class CatchingUpTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Who_was_away_is_led_by_keys_to_what_is_new_on_any_device_and_finds_in_the_inbox_who_named_them()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon de Sand");
        var who = await room.JoinAsync(Role.Annotator, "Ida Berg");
        var ida = await BrowserOfAsync(who, room);
        await ida.OpenRoomAsync();
        await Expect(ida.Notices).Not.ToContainTextAsync("Since you left");

        // By keys: a name with spaces, in parts, from the list of members.
        await jon.Clause("8").Locator(".comment").ClickAsync();
        var field = jon.Composer.GetByLabel("Your note");
        await field.PressSequentiallyAsync("Look here, @be");
        await Expect(jon.Composer.Locator("[role=listbox] [role=option]")).ToHaveTextAsync(["Ida Berg"]);
        await Expect(field).ToHaveAttributeAsync("aria-activedescendant", "note-text-members-0");
        await Axe.ExpectNothingAmissAsync((await AgainAsync(room, jon, "8", "Look here, @be")).Page, "members to name");
        await jon.PressAsync("Enter");
        await Expect(field).ToHaveValueAsync("Look here, @Ida Berg ");
        await field.PressSequentiallyAsync("- is it so?");
        await jon.PressAsync("Control+Enter");
        await Expect(jon.Card("Look here, @Ida Berg - is it so?")).ToBeVisibleAsync();

        // Live: the count in the bar, and the live region.
        await Expect(ida.Page.Locator(".inbox-button")).ToContainTextAsync("1 unread");
        Assert.Contains($"@{{{who.Member}}}", (await room.SnapshotAsync(who))["annotations"]![0]!["body"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        await Expect(ida.Page.Locator("#live")).ToHaveTextAsync("Jon de Sand mentions you in note 1 at point 8.");
        await ida.Page.CloseAsync();
        await room.WriteAsync(jon.Who!, "8", "A second one.");
        await room.WriteAsync(jon.Who!, "9", "Far below.");

        // Two other devices know what was read on the first, and hear of each other.
        var desk = await BrowserOfAsync(who, room);
        await desk.OpenRoomAsync();
        var phone = await BrowserOfAsync(who, room, Axe.Options);
        await phone.OpenRoomAsync();
        await Expect(phone.Notices).ToContainTextAsync("Since you left: 2 new on point 8, 1 new on point 9.");
        await Expect(desk.Notices).ToContainTextAsync("Since you left: 2 new on point 8, 1 new on point 9.");
        await phone.PressAsync("i");
        await Expect(phone.Panel.Locator("[data-inbox]")).ToHaveCountAsync(1);
        await Expect(phone.Panel).ToContainTextAsync("Jon de Sand mentions you in note 1");
        await Axe.ExpectNothingAmissAsync(phone.Page, "inbox");
        await phone.Page.SetViewportSizeAsync(1360, 900);
        await phone.PressAsync("Escape");
        await phone.PressAsync("u");
        await Expect(phone.Note("Look here, @Ida Berg")).ToBeVisibleAsync();
        await phone.PressAsync("u");
        await Expect(phone.Note("A second one.")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator("#notices")).ToContainTextAsync("Since you left");
        await phone.PressAsync("u");
        await Expect(phone.Note("Far below.")).ToBeVisibleAsync();
        await Expect(phone.Page.Locator(".said-now")).ToContainTextAsync("Nothing more is unread");
        await Expect(phone.Page.Locator(".inbox-button .count")).ToHaveCountAsync(0);
        await Expect(desk.Page.Locator(".inbox-button .count")).ToHaveCountAsync(0);
        await Expect(desk.Notices).Not.ToContainTextAsync("Since you left");

        // Watching a thread: what is new there is in the inbox; and a rename goes into every mention.
        await Reader.ChooseAsync(phone.Note("Far below."), "Watch the thread");
        await Expect(phone.Page.Locator(".said-now")).ToContainTextAsync("You watch it");
        var below = (await room.SnapshotAsync(who))["annotations"]!.AsArray().First(note => note!["body"]!["text"]!.GetValue<string>() == "Far below.");
        await room.ReplyAsync(jon.Who!, below!["id"]!.GetValue<string>(), "Further below.");
        await Expect(phone.Page.Locator(".inbox-button")).ToContainTextAsync("1 unread");
        using (var renamed = await who.PatchAsync("/api/me", new { displayName = "Ida Holm", seminar = room.Seminar }))
            Assert.Equal(200, (int)renamed.StatusCode);
        await Expect(jon.Card("Look here, @Ida Holm")).ToBeVisibleAsync();

        // All of it is read on one device, and so on the other.
        await Expect(desk.Page.Locator(".inbox-button")).ToContainTextAsync("1 unread");
        await desk.Button("Menu").ClickAsync();
        await desk.Button("Mark all as read").ClickAsync();
        await Expect(desk.Page.Locator(".inbox-button .count")).ToHaveCountAsync(0);
        await Expect(phone.Page.Locator(".inbox-button .count")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Enter_takes_the_name_in_the_moment_in_which_it_is_shown()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon de Sand");
        await room.JoinAsync(Role.Annotator, "Ida Berg");
        await jon.Clause("8").Locator(".comment").ClickAsync();
        var field = jon.Composer.GetByLabel("Your note");

        // The list is in its place before anything is painted: then already Enter comes.
        await field.EvaluateAsync("""
            field => new MutationObserver((_, observer) => {
              if (!document.querySelector(".composer .members-to-name")) return;
              observer.disconnect();
              field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
            }).observe(field.closest(".composer"), { childList: true, subtree: true })
            """);
        await jon.Page.Keyboard.InsertTextAsync("@Ida");
        await Expect(field).ToHaveValueAsync("@Ida Berg ");
    }

    [Fact]
    public async Task Who_comes_to_a_session_late_is_told_what_it_is_at_and_not_all_that_came_before_it()
    {
        var room = await NewRoomAsync();
        var (mara, jon) = (await room.JoinAsync(Role.Moderator, "Mara Stein"), await room.JoinAsync(Role.Annotator, "Jon de Sand"));
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Page.CloseAsync();
        await room.WriteAsync(jon, "8", "Said in the week.");
        await room.WriteAsync(mara, "4", "Read this first.", pin: true);
        await room.DoAsync(mara, "session/open", new { commandId = Guid.NewGuid() });
        await room.DoAsync(mara, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("4") });

        await ida.ReopenAsync();
        await Expect(ida.Notices).ToContainTextAsync("We are at point 4; read this pin: note 2");
        await ida.PressAsync("i");
        await Expect(ida.Panel).ToContainTextAsync("Inbox");
        await Expect(ida.Notices).Not.ToContainTextAsync("Since you left");
        // When it is over there is time for the rest.
        await room.DoAsync(mara, "session/close", new { commandId = Guid.NewGuid() });
        await Expect(ida.Notices).ToContainTextAsync("Since you left: 1 new on point 4, 1 new on point 8.");
    }

    [Fact]
    public async Task Who_was_in_a_session_and_comes_back_to_it_is_told_what_was_said_in_it_meanwhile_and_not_what_they_had_left_unread()
    {
        var room = await NewRoomAsync();
        var (mara, jon) = (await room.JoinAsync(Role.Moderator, "Mara Stein"), await room.JoinAsync(Role.Annotator, "Jon de Sand"));
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Page.CloseAsync();
        await room.WriteAsync(jon, "8", "Said in the week.");
        await room.DoAsync(mara, "session/open", new { commandId = Guid.NewGuid() });
        await room.DoAsync(mara, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("4") });
        await room.WriteAsync(jon, "9", "Said before she came.");
        await ida.ReopenAsync();
        await Expect(ida.Notices).ToContainTextAsync("We are at point 4");
        await ida.Page.WaitForFunctionAsync("() => Object.keys(localStorage).some(key => key.startsWith('collab.there.'))");
        await ida.Page.CloseAsync();
        await room.WriteAsync(jon, "4", "Said while she was out.");
        await room.WriteAsync(jon, "4", "And this.");

        await ida.ReopenAsync();
        await Expect(ida.Notices).ToContainTextAsync("Since you left: 2 new on point 4.");
        await room.DoAsync(mara, "session/close", new { commandId = Guid.NewGuid() });
        await Expect(ida.Notices).ToContainTextAsync("Since you left: 2 new on point 4, 1 new on point 8, 1 new on point 9.");
    }

    /// <summary>The same open composer on a page that axe may look into.</summary>
    private async Task<Reader> AgainAsync(Room room, Reader reader, string label, string typed)
    {
        var looked = await BrowserOfAsync(reader.Who, room, Axe.Options);
        await looked.OpenRoomAsync();
        await looked.Clause(label).Locator(".comment").ClickAsync();
        await looked.Composer.GetByLabel("Your note").PressSequentiallyAsync(typed);
        await Expect(looked.Page.GetByRole(Microsoft.Playwright.AriaRole.Listbox)).ToBeVisibleAsync();
        return looked;
    }
}
