using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Accessibility;

/// <summary>The focus is always somewhere, and always seen.</summary>
public sealed class FocusTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_button_that_goes_when_it_is_pressed_leaves_the_focus_near_by()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "1", "The first.");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Card("The first.").HoverAsync();
        await room.WriteAsync(jon, "1", "The second.");
        var held = ida.Clause("1").Locator(".held");
        await held.FocusAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Clause("1")).ToBeFocusedAsync();

        await ida.CommentAsync("2", "Taken back.");
        await ida.Page.Locator(".undo button").FocusAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Page.Locator(".undo button")).ToHaveCountAsync(0);
        await Expect(ida.Page.Locator("section.clause:focus")).ToHaveCountAsync(1);

        await ida.SelectAsync("3", "the majority at the Second");
        await ida.Button("Annotate").ClickAsync();
        await ida.Page.GetByRole(AriaRole.Button, new() { Name = "Not these words" }).FocusAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Composer.GetByLabel("Your note")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_the_menu_opened_gives_the_focus_back_and_a_reaction_leaves_it_at_its_note()
    {
        var room = await NewRoomAsync();
        await room.WriteAsync(room.Owner, "3", "Whose majority?");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.OpenThreadAsync("Whose majority?");
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "React" }).FocusAsync();
        await ida.PressAsync("Enter");
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "agree", Exact = true }).FocusAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Note("Whose majority?")).ToBeFocusedAsync();
        await Expect(ida.Page.Locator(".said-now")).ToHaveTextAsync("React (agree): done");
        await ida.PressAsync("Escape");
        await Expect(ida.Clause("3")).ToBeFocusedAsync();

        await FromTheMenuAsync("Session and agenda");
        await Expect(ida.Panel.Locator("#panel-h")).ToBeFocusedAsync();
        await ida.PressAsync("Escape");
        await Expect(ida.Button("Menu")).ToBeFocusedAsync();

        await FromTheMenuAsync("Note on the whole document");
        await Expect(ida.Composer.GetByLabel("Your note")).ToBeFocusedAsync();
        await ida.PressAsync("Escape");
        await Expect(ida.Page.Locator("[data-comment='']")).ToBeFocusedAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Composer.GetByLabel("Your note")).ToBeFocusedAsync();
        await ida.Page.Keyboard.TypeAsync("On all of it.");
        await ida.PressAsync("Control+Enter");
        await Expect(ida.Page.Locator("[data-comment='']")).ToBeFocusedAsync();

        async Task FromTheMenuAsync(string entry)
        {
            await ida.Button("Menu").FocusAsync();
            await ida.PressAsync("Enter");
            await ida.Button(entry).FocusAsync();
            await ida.PressAsync("Enter");
        }
    }

    [Fact]
    public async Task What_takes_the_focus_in_the_bar_leaves_the_text_where_it_is()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.Clause("6").EvaluateAsync("point => point.scrollIntoView({ block: 'start' })");
        var top = await ida.Page.EvaluateAsync<double>("() => scrollY");
        Assert.True(top > 300);
        var current = await ida.Page.Locator(".points [aria-current]").InnerTextAsync();
        var watched = $"Watch point {current.Trim()}";
        await ida.Button("Menu").FocusAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Page.Locator(".menu-list")).ToBeVisibleAsync();
        await Expect(ida.Page.GetByLabel(watched)).ToBeVisibleAsync();
        Assert.Equal(top, await ida.Page.EvaluateAsync<double>("() => scrollY"));
    }

    [Fact]
    public async Task Neither_the_bar_nor_a_notice_covers_what_has_the_focus()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", Phone.Options);
        await mara.Clause("9").FocusAsync();
        await mara.Button("Bring everyone here").ClickAsync();
        await Expect(ida.Notices).ToContainTextAsync("Mara Stein leads to point 9");
        await ida.Clause("6").EvaluateAsync("point => point.scrollIntoView({ block: 'start' })");

        for (var i = 0; i < 12; i++)
        {
            await ida.PressAsync("Shift+Tab");
            Assert.Equal("seen", await ida.Page.EvaluateAsync<string>("""
                () => {
                  const focused = document.activeElement, { left, top, width } = focused.getBoundingClientRect();
                  const above = Math.max(...[...document.querySelectorAll('#bar, .notice-bar')].map(bar => bar.getBoundingClientRect().bottom));
                  return focused.closest('#bar, #notices') || top >= above - 1 || focused.matches('section') && focused.getBoundingClientRect().bottom > above ? 'seen' : `${focused.outerHTML.slice(0, 80)} at ${top}, covered to ${above}`;
                }
                """));
        }
    }

    [Fact]
    public async Task What_lies_behind_the_sheet_of_a_phone_cannot_be_reached()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "3", "Whose majority?");
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", Phone.Options);
        await ida.OpenThreadAsync("Whose majority?");

        for (var i = 0; i < 25; i++)
        {
            await ida.PressAsync("Tab");
            Assert.False(await ida.Page.EvaluateAsync<bool>("() => document.getElementById('text').contains(document.activeElement)"));
        }

        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(ida.Clause("3")).ToBeFocusedAsync();
        await Expect(ida.Clause("3")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_key_to_go_to_a_point_works_at_every_width()
    {
        var ida = await EnterAsync(await NewRoomAsync(), Role.Annotator, "Ida Berg", new() { ViewportSize = new() { Width = 700, Height = 800 } });

        await ida.PressAsync("g");
        await ida.Page.Keyboard.TypeAsync("7");
        await ida.PressAsync("Enter");

        await Expect(ida.Clause("7")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_role_is_not_given_by_passing_over_it_with_the_arrow_keys()
    {
        var room = await NewRoomAsync();
        await room.JoinAsync(Role.Annotator, "Ida Berg");
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.GoAsync($"{room.Path}/manage");
        await olga.Page.GetByLabel("Role of Ida Berg").FocusAsync();
        await olga.PressAsync("ArrowUp");
        await Expect(olga.Button("Save the role of Ida Berg")).ToBeVisibleAsync();
        await olga.PressAsync("ArrowDown");
        await Expect(olga.Button("Save the role of Ida Berg")).ToBeHiddenAsync();

        await olga.Page.ReloadAsync();
        await Expect(olga.Page.GetByLabel("Role of Ida Berg")).ToHaveValueAsync("annotator");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/reading")]
    public async Task Everything_to_press_is_24_pixels_wide_and_high(string page)
    {
        var room = await NewRoomAsync();
        var bo = await room.JoinAsync(Role.Annotator, "B");
        await room.WriteAsync(bo, "3", "Whose majority?", "the majority at the Second");
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.GoAsync(room.Path + page);
        await Expect(ida.Page.GetByText("Whose majority?")).ToBeVisibleAsync();

        var small = await ida.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('a[href], button, summary, select, input:not([type=checkbox])')]
              .filter(target => target.checkVisibility({ visibilityProperty: true }) && !target.closest('.skip, .goto, .colophon, .body'))
              .filter(target => { const { width, height } = target.getBoundingClientRect(); return width > 1 && (width < 23.9 || height < 23.9); })
              .map(target => `${target.outerHTML.slice(0, 100)} ${target.getBoundingClientRect().width}×${target.getBoundingClientRect().height}`)
            """);

        Assert.Empty(small);
    }
}
