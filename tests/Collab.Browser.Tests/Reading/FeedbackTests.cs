using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>What came of what one did is seen and heard.</summary>
public sealed class FeedbackTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task What_the_live_region_says_of_my_own_doing_stands_on_the_page_too()
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "3", "Whose majority?");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var said = ida.Page.Locator(".said-now");

        await Reader.ChooseAsync(ida.Card("Whose majority?"), "Copy citation");
        await Expect(said).ToHaveTextAsync("Citation copied");
        await ida.Button("Comment on point 2").ClickAsync();
        await ida.Composer.GetByLabel("Your note").FillAsync("Half a tho");
        await ida.PressAsync("Escape");
        await Expect(said).ToHaveTextAsync("Draft kept");
        await ida.Page.EvaluateAsync("() => { location.hash = '#note-77'; }");
        await Expect(said).ToHaveTextAsync("There is no note 77 that you may read");
        await Expect(ida.Page.Locator("#live")).ToHaveTextAsync("There is no note 77 that you may read.");
    }

    [Fact]
    public async Task What_a_moderator_does_to_a_note_a_point_and_the_document_is_said_in_the_words_of_its_button()
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "3", "Whose majority?");
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var said = mara.Page.Locator(".said-now");

        await Reader.ChooseAsync(mara.Card("Whose majority?"), "Resolve");
        await Expect(mara.Page.Locator("#live")).ToHaveTextAsync("Resolve: done.");
        foreach (var entry in new[] { "Reopen", "Pin to point 3", "Unpin" })
        {
            await Reader.ChooseAsync(mara.Card("Whose majority?"), entry);
            await Expect(said).ToHaveTextAsync($"{entry}: done");
        }

        await mara.Button("Menu").ClickAsync();
        await mara.Button("Close the document").ClickAsync();
        await Expect(said).ToHaveTextAsync("Close the document: done");
    }

    [Fact]
    public async Task A_point_that_is_not_there_is_said_beside_the_field_and_the_same_sentence_is_said_again()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg");
        await ida.Page.EvaluateAsync("""
            () => {
              globalThis.said = [];
              new MutationObserver(() => said.push(document.getElementById('live').textContent)).observe(document.getElementById('live'), { childList: true, characterData: true, subtree: true });
            }
            """);
        await ida.Page.GetByLabel("Go to point").FillAsync("99");
        await ida.PressAsync("Enter");
        await Expect(ida.Page.GetByText("There is no such point", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(ida.Page.GetByLabel("Go to point")).ToHaveAccessibleDescriptionAsync("There is no such point");

        await ida.PressAsync("Enter");

        await ida.Page.WaitForFunctionAsync("() => said.join('|') === 'There is no such point.||There is no such point.'");
    }

    [Fact]
    public async Task That_a_note_is_posted_is_said()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg");
        await ida.CommentAsync("2", "Said and done.");

        await Expect(ida.Page.Locator("#live")).ToHaveTextAsync("Posted.");
    }

    [Fact]
    public async Task Until_the_notes_have_come_their_places_say_so()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        var asked = new TaskCompletionSource<IRoute>();
        await ida.Page.RouteAsync($"**/api/documents/{room.Document}?as=*", route => asked.TrySetResult(route));
        await ida.GoAsync(room.Path);
        await Expect(ida.Clause("3").Locator(".coming")).ToHaveTextAsync("Notes are coming…");

        await (await asked.Task).ContinueAsync();

        await Expect(ida.Page.Locator(".coming")).ToHaveCountAsync(0);
    }
}
