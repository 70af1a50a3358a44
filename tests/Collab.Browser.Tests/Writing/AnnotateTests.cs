using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Writing;

public sealed class AnnotateTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task With_the_mouse_select_words_press_Annotate_and_write()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));

        await ida.SelectAsync("3", "without excluding anybody");
        await ida.Button("Annotate").ClickAsync();
        await Expect(ida.Composer.Locator(".targets q")).ToHaveTextAsync("without excluding anybody");
        await ida.ExpectPaintedAsync("without excluding anybody", "draft");
        await ida.WriteAsync("So nobody was shut out.");

        await Expect(jon.Card("So nobody was shut out.").Locator("q")).ToHaveTextAsync("without excluding anybody");
        await jon.ExpectPaintedAsync("without excluding anybody", "note-1");
    }

    [Fact]
    public async Task Whoever_drags_slowly_is_offered_nothing_before_the_button_is_let_go()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg");
        var at = await ida.WhereIsAsync("3", "without excluding anybody");
        await ida.Page.Mouse.MoveAsync(at[0], at[1]);
        await ida.Page.Mouse.DownAsync();
        await ida.Page.Mouse.MoveAsync((at[0] + at[2]) / 2, at[1]);
        await ida.Page.WaitForFunctionAsync("getSelection().toString().length > 4");
        // Longer than a hand rests that has selected.
        var rested = await ida.Page.EvaluateAsync<double>("performance.now() + 300");
        await ida.Page.WaitForFunctionAsync("until => performance.now() > until", rested);
        await Expect(ida.Button("Annotate")).ToHaveCountAsync(0);

        await ida.Page.Mouse.MoveAsync(at[2], at[3]);
        await ida.Page.Mouse.UpAsync();
        await ida.Button("Annotate").ClickAsync();
        await Expect(ida.Composer.Locator(".targets q")).ToHaveTextAsync("without excluding anybody");
    }

    [Fact]
    public async Task With_the_keyboard_alone_go_to_a_point_pick_words_write_and_post()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await ida.PressAsync("j", "j", "j", "k", "j");
        await Expect(ida.Clause("3")).ToBeFocusedAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Page.Locator("#pick")).ToBeFocusedAsync();
        await ida.PressAsync("Control+ArrowRight", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "Enter");
        await Expect(ida.Composer.Locator(".targets q")).ToHaveTextAsync("Central Committee");
        await Expect(ida.Composer.GetByLabel("Your note")).ToBeFocusedAsync();
        await ida.Page.Keyboard.TypeAsync("All of it, or its majority?");
        await ida.PressAsync("Control+Enter");

        await Expect(ida.Card("All of it, or its majority?").Locator("q")).ToHaveTextAsync("Central Committee");
        await Expect(ida.Clause("3")).ToBeFocusedAsync();
        await ida.ExpectPaintedAsync("Central Committee", "note-1");
    }

    [Fact]
    public async Task The_words_that_are_picked_from_stay_as_they_are_whatever_is_typed()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Clause("2").FocusAsync();
        await ida.PressAsync("Enter");
        var before = await ida.Page.Locator("#pick").InputValueAsync();

        await ida.Page.Keyboard.TypeAsync("xyz");
        await ida.PressAsync("Backspace", "Delete", "Control+x", "Control+z");

        Assert.Equal(before, await ida.Page.Locator("#pick").InputValueAsync());
    }

    [Fact]
    public async Task A_sentence_can_be_picked_from_a_list()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Button("Comment on point 7").ClickAsync();
        await ida.Button("Pick the words").ClickAsync();
        await ida.Page.GetByText("Or pick a sentence").ClickAsync();
        await ida.Page.Locator(".sentences button").Nth(1).ClickAsync();
        await ida.WriteAsync("Provisional and conditional, it says.");

        await Expect(ida.Card("Provisional and conditional, it says.").Locator("q")).ToContainTextAsync("The refusal of the Left Socialist-Revolutionaries");
    }

    [Fact]
    public async Task A_point_as_a_whole_is_commented_by_its_button()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await ida.Button("Comment on point 6").ClickAsync();
        await Expect(ida.Composer).ToContainTextAsync("point 6 as a whole");
        await ida.WriteAsync("An open door.");

        await Expect(ida.Cards("6")).ToContainTextAsync(["An open door."]);
        await Expect(ida.Card("An open door.")).ToHaveAttributeAsync("data-number", "1");
        var note = (await room.SnapshotAsync(room.Owner))["annotations"]![0]!;
        Assert.Null(note["targets"]![0]!["quote"]);
        Assert.Equal(await room.ClauseAsync("6"), (string)note["clause"]!);
    }

    [Fact]
    public async Task A_number_and_c_comment_on_that_point()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await ida.PressAsync("3", "c");
        await Expect(ida.Composer).ToContainTextAsync("point 3 as a whole");
        await ida.Page.Keyboard.TypeAsync("By the keys alone.");
        await ida.PressAsync("Control+Enter");

        await Expect(ida.Cards("3")).ToContainTextAsync(["By the keys alone."]);
    }

    [Fact]
    public async Task One_note_on_several_points_is_one_note_shown_at_each()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.SelectAsync("3", "the majority at the Second All-Russia Congress");
        await ida.Button("Annotate").ClickAsync();
        await ida.SelectAsync("5", "the minority of the Soviets");
        await ida.Button("Add these words").ClickAsync();
        await Expect(ida.Composer.Locator(".targets q")).ToHaveCountAsync(2);
        await ida.WriteAsync("Majority here, minority there.");

        await Expect(ida.Cards("3")).ToContainTextAsync(["also at point 5"]);
        await Expect(ida.Cards("5")).ToContainTextAsync(["also at point 3"]);
        await Expect(ida.Cards("5")).ToHaveAttributeAsync("data-number", "1");
        var snapshot = await room.SnapshotAsync(room.Owner);
        Assert.Single(snapshot["annotations"]!.AsArray());
        await ida.ExpectPaintedAsync("the minority of the Soviets", "note-1");
    }

    [Fact]
    public async Task A_note_can_be_on_the_whole_document()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");

        await ida.Button("Comment on the whole document").ClickAsync();
        await ida.WriteAsync("Read it in one breath first.");

        await Expect(ida.Page.Locator("#notes-document .card")).ToContainTextAsync(["Read it in one breath first."]);
    }

    [Fact]
    public async Task By_touch_the_selected_words_are_annotated_from_the_bar_at_the_bottom()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", Phone.Options);
        await Phone.SelectAsync(ida, "1", "the proletarian class struggle");

        var annotate = ida.Page.Locator(".dock .wide");
        await Expect(annotate).ToHaveTextAsync("Annotate the selection");
        await annotate.TapAsync();
        await ida.Composer.GetByLabel("Your note").FillAsync("On the tram.");
        await ida.Composer.GetByRole(AriaRole.Button, new() { Name = "Post" }).TapAsync();

        await Expect(ida.Card("On the tram.").Locator("q")).ToHaveTextAsync("the proletarian class struggle");
    }

    [Fact]
    public async Task Escape_keeps_the_draft_and_a_reload_too()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Button("Comment on point 2").ClickAsync();
        await ida.Page.Keyboard.TypeAsync("Half a thought");
        await ida.PressAsync("Escape");
        await Expect(ida.Composer).ToHaveCountAsync(0);
        await Expect(ida.Clause("2")).ToBeFocusedAsync();
        await ida.Page.ReloadAsync();

        await ida.Clause("2").GetByRole(AriaRole.Button, new() { Name = "Continue your draft" }).ClickAsync();

        await Expect(ida.Composer.GetByLabel("Your note")).ToHaveValueAsync("Half a thought");
    }

    [Fact]
    public async Task Posting_can_be_undone_for_a_while()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Annotator, "Jon Sand"));
        await ida.CommentAsync("2", "Too quick.");
        await Expect(jon.Card("Too quick.")).ToBeVisibleAsync();

        await ida.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Undo") }).ClickAsync();

        await Expect(jon.Card("Too quick.")).ToHaveCountAsync(0);
        await Expect(ida.Card("Too quick.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_private_note_is_seen_by_me_alone_and_still_after_a_reload()
    {
        var room = await NewRoomAsync();
        var (ida, jon) = (await EnterAsync(room, Role.Annotator, "Ida Berg"), await EnterAsync(room, Role.Moderator, "Jon Sand"));
        await ida.Button("Comment on point 2").ClickAsync();
        await ida.Composer.GetByLabel("Only me").CheckAsync();
        await ida.WriteAsync("Ask about this later.");
        await Expect(ida.Card("Ask about this later.")).ToContainTextAsync("only you");
        await ida.CommentAsync("2", "For everybody.");

        await Expect(jon.Card("For everybody.")).ToBeVisibleAsync();
        await Expect(jon.Card("Ask about this later.")).ToHaveCountAsync(0);
        await ida.Page.ReloadAsync();
        await Expect(ida.Card("Ask about this later.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_passage_of_a_note_can_be_moved()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.SelectAsync("3", "betraying the slogan");
        await ida.Button("Annotate").ClickAsync();
        await ida.WriteAsync("A strong word.");
        await Expect(ida.Card("A strong word.")).ToHaveAttributeAsync("data-number", "1");

        await ida.SelectAsync("3", "renounced");
        await Reader.ChooseAsync(ida.Card("A strong word."), "Move to the words I selected");

        await Expect(ida.Card("A strong word.").Locator("q")).ToHaveTextAsync("renounced");
        await ida.ExpectPaintedAsync("renounced", "note-1");
        Assert.DoesNotContain("betraying the slogan", await ida.PaintedAsync("note-1"));
    }

    [Fact]
    public async Task Single_keys_can_be_changed_and_switched_off()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.GoAsync("/help");
        await ida.Page.GetByLabel("Comment on the point as a whole").FillAsync("x");
        await ida.OpenRoomAsync();
        await ida.PressAsync("2", "c");
        await Expect(ida.Composer).ToHaveCountAsync(0);
        await ida.PressAsync("2", "x");
        await Expect(ida.Composer).ToContainTextAsync("point 2 as a whole");

        await ida.GoAsync("/help");
        await ida.Page.GetByLabel("Single keys work in the room").UncheckAsync();
        await ida.OpenRoomAsync();
        await ida.PressAsync("2", "x", "j", "n", "/");
        await Expect(ida.Composer).ToHaveCountAsync(0);
        await Expect(ida.Panel).ToHaveCountAsync(0);
        await Expect(ida.Page.Locator("section.clause:focus")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_click_on_highlighted_words_opens_their_note()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "3", "Only in a parliament?", "excluding anybody");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.ExpectPaintedAsync("excluding anybody", "note-1");

        await ida.ClickWordAsync("3", "excluding");

        await Expect(ida.Panel).ToContainTextAsync("Only in a parliament?");
    }
}
