using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

public sealed class TwoReadersTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Two_readers_see_each_other_arrive_leave_and_which_point_each_is_reading()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await Expect(ida.Here).ToContainTextAsync("1 person here");

        var jon = await EnterAsync(room, Role.Reader, "Jon Sand");
        await Expect(ida.Here).ToContainTextAsync("2 people here");
        await Expect(jon.Here).ToContainTextAsync("2 people here");
        await jon.Clause("6").FocusAsync();
        await Expect(ida.Clause("6").Locator(".gutter .initials")).ToHaveAttributeAsync("title", "Jon Sand");
        await jon.Clause("7").FocusAsync();
        await Expect(ida.Clause("7").Locator(".gutter .initials")).ToHaveAttributeAsync("title", "Jon Sand");
        await Expect(ida.Clause("6").Locator(".gutter .initials")).ToHaveCountAsync(0);
        await ida.Here.ClickAsync();
        await Expect(ida.Page.Locator(".people-list li", new() { HasText = "Jon Sand" }).GetByRole(AriaRole.Button)).ToHaveTextAsync("point 7");

        await jon.Page.CloseAsync();
        await Expect(ida.Here).ToContainTextAsync("1 person here");
        await Expect(ida.Clause("7").Locator(".gutter .initials")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_list_of_who_is_here_says_whose_words_are_underlined_and_who_writes()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        await ida.Here.ClickAsync();
        var his = ida.Page.Locator(".people-list li", new() { HasText = "Jon Sand" });
        await jon.SelectAsync("8", "Bolshevik group");
        await Expect(his).ToContainTextAsync("Selected words");
        await Expect(his).Not.ToContainTextAsync("writing");
        await jon.Clause("7").Locator(".comment").ClickAsync();
        await jon.Composer.GetByLabel("Your note").PressSequentiallyAsync("Is it");
        await Expect(his).ToContainTextAsync("Jon Sand writing");
    }

    [Fact]
    public async Task Two_people_of_one_name_are_told_apart_by_their_initials_too()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var (first, second) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Ida Berg"));
        await first.Clause("6").FocusAsync();
        await second.Clause("6").FocusAsync();

        var gutter = mara.Clause("6").Locator(".gutter .initials");
        await Expect(gutter).ToHaveCountAsync(2);
        foreach (var initials in new[] { gutter, mara.Here.Locator(".initials") })
        {
            await Expect(initials.And(mara.Page.GetByTitle("Ida Berg", new() { Exact = true })).Locator("[aria-hidden]")).ToHaveTextAsync("IB");
            await Expect(initials.And(mara.Page.GetByTitle("Ida Berg (2)", new() { Exact = true })).Locator("[aria-hidden]")).ToHaveTextAsync("IB2");
        }

        await Expect(mara.Here).ToContainTextAsync("Ida Berg (2)");
    }

    [Fact]
    public async Task Nobody_is_told_any_more_that_I_write_once_it_is_only_for_me()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await ida.Button("Comment on point 1").ClickAsync();
        await ida.Composer.GetByLabel("Your note").FillAsync("For my own eyes.");
        await Expect(jon.Clause("1").Locator(".typing")).ToHaveCountAsync(1);

        await ida.Composer.GetByLabel("Only me").CheckAsync();
        await ida.Clause("2").FocusAsync();

        // What is told later than that is here by the time this is.
        await Expect(jon.Clause("2").Locator(".gutter .initials")).ToHaveCountAsync(1);
        Assert.Equal(0, await jon.Clause("1").Locator(".typing").CountAsync());
    }

    [Fact]
    public async Task Notes_of_one_appear_at_the_other_without_reload_once_and_in_order()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await jon.Page.EvaluateAsync("() => { globalThis.sameDocument = true; }");

        for (var i = 1; i <= 4; i++)
            await ida.CommentAsync("1", $"Remark {i} of four");

        await Expect(jon.Button("All 4 notes at point 1")).ToBeVisibleAsync();
        await jon.Button("All 4 notes at point 1").ClickAsync();
        await Expect(jon.Panel.Locator("article .body")).ToHaveTextAsync(["Remark 4 of four", "Remark 3 of four", "Remark 2 of four", "Remark 1 of four"]);
        await Expect(jon.Panel.Locator("article .cite")).ToHaveTextAsync(["4", "3", "2", "1"]);
        Assert.True(await jon.Page.EvaluateAsync<bool>("() => globalThis.sameDocument === true"));
    }

    [Fact]
    public async Task A_reply_appears_under_the_note_that_it_answers_at_the_other()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await ida.CommentAsync("3", "Whose majority is it?");
        await jon.OpenThreadAsync("Whose majority");
        await jon.Note("Whose majority").GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();
        await jon.Page.GetByLabel("Reply to Ida Berg").FillAsync("That of the congress.");
        await jon.PressAsync("Control+Enter");

        await Expect(ida.Card("Whose majority")).ToContainTextAsync("1 reply");
        await ida.OpenThreadAsync("Whose majority");
        var reply = ida.Panel.Locator(".replies article");
        await Expect(reply).ToHaveCountAsync(1);
        await Expect(reply).ToContainTextAsync("That of the congress.");
        await Expect(reply).ToContainTextAsync("Jon Sand");
    }

    [Fact]
    public async Task An_edited_note_shows_its_new_words_and_keeps_the_former_ones_readable()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await ida.CommentAsync("4", "Petty barganing?");
        await Expect(jon.Card("Petty barganing?")).ToBeVisibleAsync();
        await Reader.ChooseAsync(ida.Card("Petty barganing?"), "Edit");
        await ida.Panel.GetByLabel("Edit note 1").FillAsync("Petty bargaining with whom?");
        await ida.PressAsync("Control+Enter");

        await Expect(jon.Card("Petty bargaining with whom?")).ToBeVisibleAsync();
        await jon.OpenThreadAsync("Petty bargaining");
        await jon.Panel.GetByRole(AriaRole.Button, new() { Name = "edited" }).ClickAsync();
        await Expect(jon.Panel.Locator(".history blockquote")).ToHaveTextAsync(["Petty bargaining with whom?", "Petty barganing?"]);
    }

    [Fact]
    public async Task Deleting_a_note_leaves_its_replies_under_a_word_about_it()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await room.JoinAsync(Role.Annotator, "Jon Sand"));
        await ida.CommentAsync("5", "I take this back soon.");
        await Expect(ida.Card("I take this back")).ToHaveAttributeAsync("data-number", "1");
        var note = (string)(await room.SnapshotAsync(jon))["annotations"]![0]!["id"]!;
        await room.ReplyAsync(jon, note, "Please do not.");
        await ida.OpenThreadAsync("I take this back");
        await Expect(ida.Note("Please do not.")).ToBeVisibleAsync();

        await Reader.ChooseAsync(ida.Panel.Locator(".thread > article"), "Delete…");
        await ida.Button("Delete").ClickAsync();

        await Expect(ida.Panel.Locator(".thread > article")).ToContainTextAsync("Removed by its author.");
        await Expect(ida.Panel.Locator(".thread > article")).Not.ToContainTextAsync("I take this back");
        await Expect(ida.Note("Please do not.")).ToBeVisibleAsync();
        await Expect(ida.Card("Removed by its author.")).ToContainTextAsync("1 reply");
    }

    [Fact]
    public async Task A_thread_is_resolved_and_reopened_for_everybody()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await ida.CommentAsync("6", "Is this settled?");
        await Expect(jon.Card("Is this settled?")).ToBeVisibleAsync();

        await Reader.ChooseAsync(ida.Card("Is this settled?"), "Resolve");
        await Expect(jon.Card("Is this settled?")).ToContainTextAsync("resolved");
        await Reader.ChooseAsync(ida.Card("Is this settled?"), "Reopen");
        await Expect(jon.Card("Is this settled?")).Not.ToContainTextAsync("resolved");
    }

    [Fact]
    public async Task Why_a_note_was_shown_again_resolved_and_reopened_stands_at_it_live_and_after_a_reload()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var note = (string)(await room.WriteAsync(room.Owner, "6", "Is this settled?"))["id"]!;
        await room.DoAsync(room.Owner, note, "hide", new { reason = "too soon" });
        await room.DoAsync(room.Owner, note, "unhide", new { reason = "it was time" });
        await room.DoAsync(room.Owner, note, "resolve", new { reason = "answered in class" });
        await ida.OpenThreadAsync("Is this settled?");
        await SeesAsync("Resolved: answered in class", "Reopened");
        await room.DoAsync(room.Owner, note, "reopen", new { reason = "not quite" });
        await SeesAsync("Reopened: not quite", "answered in class");
        await ida.OpenRoomAsync("#note-1");
        await SeesAsync("Reopened: not quite", "answered in class");

        async Task SeesAsync(string said, string unsaid)
        {
            foreach (var place in new[] { ida.Note("Is this settled?"), ida.Card("Is this settled?") })
            {
                await Expect(place).ToContainTextAsync(said);
                await Expect(place).ToContainTextAsync("Shown again by a moderator: it was time");
                await Expect(place).Not.ToContainTextAsync(unsaid);
                await Expect(place).Not.ToContainTextAsync("too soon");
            }
        }
    }

    [Fact]
    public async Task Reactions_are_counted_by_people_and_can_be_taken_back()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Reader, "Jon Sand"));
        await ida.CommentAsync("7", "Three representatives were invited.");
        await jon.OpenThreadAsync("Three representatives");
        await jon.Button("React").ClickAsync();
        await jon.Button("agree").ClickAsync();

        await Expect(ida.Card("Three representatives").Locator(".reaction")).ToContainTextAsync("agree: 1 person, Jon Sand");
        await ida.OpenThreadAsync("Three representatives");
        await ida.Panel.Locator(".reaction").ClickAsync();
        await Expect(jon.Panel.Locator(".reaction")).ToHaveAttributeAsync("aria-label", "agree: 2 people, Jon Sand, Ida Berg");
        await jon.Panel.Locator(".reaction").ClickAsync();
        await Expect(ida.Panel.Locator(".reaction")).ToHaveAttributeAsync("aria-label", "agree: 1 person, Ida Berg");
    }

    [Fact]
    public async Task Tags_typed_in_the_composer_stand_on_the_card()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await ida.Button("Comment on point 8").ClickAsync();
        await ida.Composer.GetByText("Tags, other points").ClickAsync();
        await ida.Composer.GetByLabel("Tags", new() { Exact = false }).FillAsync("land law, peasants");
        await ida.WriteAsync("Copied from the mandate.");

        await Expect(jon.Card("Copied from the mandate.").Locator(".tag")).ToHaveTextAsync(["land law", "peasants"]);
    }

    [Fact]
    public async Task What_another_selects_is_underlined_here_until_I_opt_out()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));

        await ida.SelectAsync("2", "intimidation by the bourgeoisie");
        await jon.ExpectPaintedAsync("intimidation by the bourgeoisie", "presence");

        await jon.Button("Menu").ClickAsync();
        await jon.Page.GetByLabel("Share selections, see others’").UncheckAsync();
        await jon.ExpectNothingPaintedAsync("presence");
    }

    [Fact]
    public async Task Somebody_who_writes_at_a_point_shows_there()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));

        await ida.Button("Comment on point 9").ClickAsync();
        await ida.Page.Keyboard.TypeAsync("Hm");

        await Expect(jon.Clause("9").Locator(".gutter .typing")).ToHaveAttributeAsync("title", "Ida Berg writing");
    }
}
