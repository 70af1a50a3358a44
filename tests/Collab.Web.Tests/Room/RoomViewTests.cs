using Collab.Web.Models;
using Collab.Web.Pages;
using Collab.Web.Tests.Engine;
using Collab.Web.Tests.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Collab.Web.Tests.Room;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
[Collection(EngineCollection.Name)]
public sealed class RoomViewTests(EngineFixture engine) : IAsyncLifetime
{
    private const string Long = "A reader 😀 may take out two books at a time, and shall bring them back within a month. Who keeps a book longer pays for each day. ";

    private static readonly ClauseModel[] Clauses =
    [
        new("c", "1", "point", 1, "Whoever reads here is asked to write in the margin."),
        new("d", "2", "point", 1, Long + Long + Long),
        new("e", "3", "point", 1, "The end."),
    ];

    private readonly FakeRoom room = new();
    private readonly ModuleServer server = new();
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        await server.StartAsync(room.ConfigureServices, Map);
        page = await engine.OpenAsync("about:blank");
    }

    public async Task DisposeAsync()
    {
        await page.Context.CloseAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_text_of_the_page_is_adopted_and_a_selection_survives_what_arrives()
    {
        await EnterAsync();
        await page.EvaluateAsync("() => { window.before = document.querySelector('#clause-d .text').firstChild; getSelection().setBaseAndExtent(before, 2, before, 8); }");
        room.Add();
        await page.Locator("#clause-c .card").WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('#clause-d .text').firstChild === before"));
        Assert.Equal("reader", await page.EvaluateAsync<string>("() => getSelection().toString()"));
    }

    [Fact]
    public async Task A_number_and_c_comment_on_the_point_Escape_keeps_the_draft_and_Control_Enter_posts_it()
    {
        await EnterAsync();
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("c");
        await page.Locator("#clause-c .composer").WaitForAsync();
        await page.Keyboard.TypeAsync("jk a thought");
        await page.Keyboard.PressAsync("Escape");
        await FocusedAsync("clause-c");
        Assert.Equal("Continue your draft", await page.Locator("#clause-c .comment").TextContentAsync());
        await page.Keyboard.PressAsync("c");
        Assert.Equal("jk a thought", await page.Locator("#note-text").InputValueAsync());
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#clause-c .card").WaitForAsync();
        await page.Locator(".undo").WaitForAsync();
        Assert.Single(room.Commands);
        await FocusedAsync("clause-c");
    }

    [Fact]
    public async Task Words_are_picked_from_a_field_that_takes_no_input()
    {
        await EnterAsync();
        await page.Locator("#clause-d").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#pick").WaitForAsync();
        await page.Keyboard.TypeAsync("xyz");
        await page.Keyboard.PressAsync("Delete");
        Assert.Equal(Clauses[1].Text, await page.Locator("#pick").InputValueAsync());
        // "😀 may" in code points; the space that the selection took along is left out.
        await page.EvaluateAsync("() => { const field = document.getElementById('pick'); field.setSelectionRange(9, 16); field.dispatchEvent(new Event('select')); }");
        Assert.Equal("😀 may", await page.Locator(".targets q").TextContentAsync());
        await page.Keyboard.PressAsync("Enter");
        await FocusedAsync("note-text");
    }

    [Fact]
    public async Task The_composer_and_the_panel_move_no_text()
    {
        for (var i = 0; i < 5; i++)
            room.Add();
        await EnterAsync();
        await page.Locator("#clause-c .card").First.WaitForAsync();
        const string tops = "() => JSON.stringify([...document.querySelectorAll('.text')].map(text => Math.round(text.getBoundingClientRect().top + scrollY)))";
        var before = await page.EvaluateAsync<string>(tops);
        await page.Locator("#clause-c .comment").ClickAsync();
        await page.Locator(".composer").WaitForAsync();
        Assert.Equal(before, await page.EvaluateAsync<string>(tops));
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#clause-c .all").ClickAsync();
        await page.Locator(".panel").WaitForAsync();
        Assert.Equal(before, await page.EvaluateAsync<string>(tops));
    }

    [Fact]
    public async Task All_notes_of_a_point_stand_in_a_window_and_Escape_returns_to_the_point()
    {
        for (var i = 0; i < 300; i++)
            room.Add();
        await EnterAsync();
        await page.Locator("#clause-c").FocusAsync();
        await page.Keyboard.PressAsync("n");
        Assert.Equal("300 notes at point 1", await page.Locator("#panel-h").TextContentAsync());
        await page.Locator(".panel li[data-id]").Nth(4).WaitForAsync();
        Assert.InRange(await page.Locator(".panel li[data-id]").CountAsync(), 5, 40);
        await page.EvaluateAsync("() => document.querySelector('.panel-scroll').scrollTo(0, 1e9)");
        await page.Locator(".panel li[aria-posinset='300']").WaitForAsync();
        await page.Locator("#panel-words").FillAsync("note 17");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.panel li[data-id]').length < 15");
        await page.Keyboard.PressAsync("Escape");
        await FocusedAsync("clause-c");
    }

    [Fact]
    public async Task What_arrives_where_the_reader_is_waits_until_it_is_asked_for()
    {
        room.Add();
        await EnterAsync();
        await page.Locator("#clause-c .card .author").FocusAsync();
        room.Add();
        Assert.Equal("1 new", await page.Locator("#clause-c .held").TextContentAsync());
        await page.Keyboard.PressAsync("l");
        await page.Locator("#clause-c .held").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("2 notes", await page.Locator(".bar-count").TextContentAsync());
    }

    [Fact]
    public async Task A_note_has_an_address_that_opens_the_room_at_it()
    {
        for (var i = 0; i < 3; i++)
            room.Add();
        await EnterAsync("#note-2");
        await page.Locator(".panel [aria-label='Note 2 by other']").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.activeElement?.getAttribute('aria-label') === 'Note 2 by other'");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1360)]
    public async Task Nothing_scrolls_sideways(int width)
    {
        room.Add();
        await page.SetViewportSizeAsync(width, 700);
        await EnterAsync();
        await page.Locator("#clause-c .card").WaitForAsync();
        Assert.True(await FitsAsync(), "the room");
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("c");
        await page.Locator(".composer").WaitForAsync();
        Assert.True(await FitsAsync(), "the composer");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("n");
        await page.Locator(".panel").WaitForAsync();
        Assert.True(await FitsAsync(), "the panel");
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off()
    {
        await EnterAsync();
        await page.EvaluateAsync("() => localStorage.setItem('collab.keys', JSON.stringify({ on: false, map: {} }))");
        await page.ReloadAsync();
        await page.Locator(".state.live").WaitForAsync();
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("c");
        await page.Keyboard.PressAsync("n");
        // Enter on a point is not a single character: it still opens, and by then the others would have.
        await page.Locator("#clause-d").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#clause-d .composer").WaitForAsync();
        Assert.Equal(0, await page.Locator(".panel, #clause-c .composer").CountAsync());
    }

    private async Task EnterAsync(string hash = "")
    {
        await page.GotoAsync(server.Address + "/rooms/view" + hash);
        await page.Locator(".state.live").WaitForAsync();
    }

    private Task FocusedAsync(string id) => page.WaitForFunctionAsync("id => document.activeElement.id === id", id);

    private Task<bool> FitsAsync() => page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth");

    private void Map(WebApplication app)
    {
        room.Map(app);
        app.MapGet("/rooms/view", async context =>
        {
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; script-src 'self' 'nonce-test'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
            context.Response.ContentType = "text/html; charset=utf-8";
            var data = new RoomData("view", "s", "Rules of the library", new MemberModel("me", "Ines", "annotator"), ["annotate", "reply", "write-private-note", "edit-annotation", "delete-annotation", "react", "resolve"], room.Epoch, 0);
            await context.Response.WriteAsync(await Rendered.HtmlAsync(typeof(RoomPage), new Dictionary<string, object?>
            {
                ["Frame"] = new PageFrame("test"),
                ["Room"] = new RoomModel(data, Clauses),
            }));
        });
    }
}
