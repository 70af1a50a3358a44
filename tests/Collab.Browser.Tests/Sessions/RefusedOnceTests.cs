using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>What is refused is not lost, and overwrites nothing that its author was not told of.</summary>
public sealed class RefusedOnceTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_reason_of_a_stance_stays_until_it_is_told_and_is_not_asked_for_where_none_is_taken()
    {
        var room = await NewRoomAsync();
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        await ida.OpenRoomAsync();

        // Left by a key, it is there again, on another day too.
        await ida.Button("Take a stance at point 4").ClickAsync();
        await ida.Page.GetByLabel("disagree", new() { Exact = true }).CheckAsync();
        await ida.Page.GetByLabel("Because").FillAsync("It binds nobody.");
        await ida.PressAsync("Escape");
        await Expect(ida.Page.Locator("#live")).ToContainTextAsync("Draft kept");
        var line = await Line.LayAsync(ida);
        await ida.ReopenAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
        var because = ida.Page.GetByLabel("Because");
        await ida.Button("Take a stance at point 4").ClickAsync();
        await Expect(because).ToHaveValueAsync("It binds nobody.");
        await Expect(ida.Page.GetByLabel("disagree", new() { Exact = true })).ToBeCheckedAsync();

        // What could not be taken is in sight still.
        await line.CutAsync();
        await ida.Button("Take this stance").ClickAsync();
        await Expect(ida.Notices.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeVisibleAsync();
        await Expect(because).ToHaveValueAsync("It binds nobody.");
        await line.MendAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");

        // While a blind round is open there none is told, a moderator's neither; afterwards it goes on.
        await room.DoAsync(room.Owner, $"clauses/{await room.ClauseAsync("4")}/round/open", new { commandId = Guid.NewGuid(), show = "counts" });
        await Expect(ida.Clause("4").Locator(".menu-list")).ToContainTextAsync("Blind round. Say why in a note.");
        await Expect(because).ToHaveCountAsync(0);
        await ida.Button("Take this stance").ClickAsync();
        await Expect(ida.Button("Stances at point 4: 1 disagree")).ToBeFocusedAsync();
        await Expect(ida.Clause("4").Locator(".menu-list")).ToHaveCountAsync(0);
        await room.DoAsync(room.Owner, $"clauses/{await room.ClauseAsync("4")}/round/cancel", new { commandId = Guid.NewGuid() });
        await Expect(ida.Clause("4").Locator(".round-now")).ToHaveCountAsync(0);

        await ida.PressAsync("Enter");
        await Expect(because).ToHaveValueAsync("It binds nobody.");
        await ida.Button("Change").ClickAsync();
        await Expect(ida.Clause("4").Locator(".menu-list")).ToHaveCountAsync(0);
        await ida.PressAsync("Enter");
        await Expect(ida.Clause("4")).ToContainTextAsync("Ida Berg: disagree – It binds nobody.");
        // What was told is no draft any more, and nothing is changed where nothing is.
        await Expect(ida.Button("Change")).ToBeDisabledAsync();

        // Where notes wait for a moderator one that is there may stay.
        await room.DoAsync(room.Owner, "approval", new { commandId = Guid.NewGuid(), on = true });
        await Expect(ida.Clause("4").Locator(".menu-list")).ToContainTextAsync("Notes wait for a moderator here. Say why in a note.");
        await ida.Page.GetByLabel("agree", new() { Exact = true }).CheckAsync();
        await ida.Button("Change").ClickAsync();
        await Expect(ida.Button("Stances at point 4: 1 agree")).ToBeFocusedAsync();
        await ida.PressAsync("Enter");
        await Expect(ida.Clause("4")).ToContainTextAsync("Ida Berg: agree – It binds nobody.");
    }

    [Fact]
    public async Task A_blind_note_that_was_worded_anew_elsewhere_is_looked_at_beside_the_other_wording()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var (own, note) = await RewordBlindAsync(room, ida);

        await ida.Page.EvaluateAsync("() => scrollTo(0, document.body.scrollHeight)");
        await ida.Button("Look at both").ClickAsync();
        await Expect(ida.Panel).ToHaveCountAsync(0);
        await Expect(own.Locator(".conflict blockquote")).ToHaveTextAsync("From the phone.");
        await Expect(own.GetByLabel("Your note")).ToHaveValueAsync("From the laptop.");
        await Expect(own.GetByLabel("Your note")).ToBeFocusedAsync();
        await Expect(own).ToBeInViewportAsync();
        await ida.PressAsync("Control+Enter");
        await Expect(own.Locator(".body")).ToHaveTextAsync("From the laptop.");
        Assert.Equal("From the laptop.", (string)(await ida.Who!.ReadAsync(room.Note(note)))["text"]!);
    }

    [Fact]
    public async Task A_blind_note_that_was_worded_anew_elsewhere_is_not_to_be_looked_at_once_the_round_is_over()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await RewordBlindAsync(room, ida);
        await Expect(ida.Button("Look at both")).ToBeVisibleAsync();

        await room.DoAsync(room.Owner, $"clauses/{await room.ClauseAsync("4")}/round/cancel", new { commandId = Guid.NewGuid() });

        await Expect(ida.Button("Look at both")).ToHaveCountAsync(0);
        await Expect(ida.Panel).ToContainTextAsync("From the laptop.");
        await Expect(ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Copy", Exact = true })).ToBeVisibleAsync();
        await Expect(ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_note_that_waits_is_not_worded_over_what_nobody_was_told_of()
    {
        var room = await NewRoomAsync();
        await room.DoAsync(room.Owner, "approval", new { commandId = Guid.NewGuid(), on = true });
        var ida = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room);
        var line = await Line.LayAsync(ida);
        await ida.OpenRoomAsync();
        await ida.CommentAsync("1", "As it was.");
        await ida.Notices.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();
        await ida.Panel.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        var words = ida.Page.GetByLabel("Edit the note that waits");
        await words.FillAsync("From the laptop.");
        var note = await words.EvaluateAsync<string>("element => element.id.slice('reword-'.length)");

        // It fails for another reason; then the note is worded anew elsewhere, and the page knows, but has not said so.
        await line.CutAsync();
        await ida.PressAsync("Control+Enter");
        await Expect(ida.Notices).ToContainTextAsync("cannot be reached");
        await line.MendAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
        await EditAsync(room, ida.Who!, note, 1, "From the phone.");
        await ida.Page.RunAndWaitForResponseAsync(() => room.WriteAsync(room.Owner, "9", "Elsewhere."), response => response.Url.Contains("/waiting", StringComparison.Ordinal));

        await ida.PressAsync("Control+Enter");
        await Expect(ida.Panel.Locator(".conflict blockquote")).ToHaveTextAsync("From the phone.");
        Assert.Equal("From the phone.", await NowAsync());
        // Whoever was told, and saves again, means that wording, and no later one.
        await EditAsync(room, ida.Who!, note, 2, "From the phone again.");
        await ida.Page.RunAndWaitForResponseAsync(() => room.WriteAsync(room.Owner, "9", "Elsewhere, too."), response => response.Url.Contains("/waiting", StringComparison.Ordinal));
        await ida.PressAsync("Control+Enter");
        await Expect(ida.Panel.Locator(".conflict blockquote")).ToHaveTextAsync("From the phone again.");
        Assert.Equal("From the phone again.", await NowAsync());
        await ida.PressAsync("Control+Enter");
        await Expect(ida.Panel.Locator(".body")).ToHaveTextAsync("From the laptop.");
        Assert.Equal("From the laptop.", await NowAsync());

        async Task<string> NowAsync() => (string)(await ida.Who!.ReadAsync(room.Note(note)))["text"]!;
    }

    /// <summary>A blind note is worded anew on a phone while it is on a laptop, which is told so only when it saves; what was written there is in sight.</summary>
    private static async Task<(ILocator Own, string Note)> RewordBlindAsync(Room room, Reader ida)
    {
        await room.DoAsync(room.Owner, $"clauses/{await room.ClauseAsync("4")}/round/open", new { commandId = Guid.NewGuid(), show = "counts" });
        await ida.Button("Write at point 4").ClickAsync();
        await ida.WriteAsync("As it was.");
        var own = ida.Page.Locator(".aside");
        await own.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await own.GetByLabel("Your note").FillAsync("From the laptop.");
        await ida.Page.RouteAsync("**/rounds/**", Abort);
        var note = await own.EvaluateAsync<string>("element => element.querySelector('textarea').id.slice('aside-'.length)");
        await EditAsync(room, ida.Who!, note, 1, "From the phone.");
        await ida.PressAsync("Control+Enter");
        await ida.Notices.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();
        await Expect(ida.Panel).ToContainTextAsync("From the laptop.");
        await ida.Page.UnrouteAsync("**/rounds/**", Abort);
        return (own, note);

        static Task Abort(IRoute route) => route.AbortAsync("internetdisconnected");
    }

    private static async Task EditAsync(Room room, Participant who, string note, int version, string text)
    {
        using var answer = await who.PatchAsync(room.Note(note), new { commandId = Guid.NewGuid(), version, body = new { text, format = "markdown" } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
