using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>What is begun in an hour, and left for something else, is there again.</summary>
public sealed class KeptTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task An_agenda_takes_the_minutes_that_are_typed_and_what_is_set_outlives_Escape()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await SetAgendaAsync(mara);
        await mara.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Point 2" }).CheckAsync();
        await mara.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Point 4" }).CheckAsync();
        await Minutes(mara, 2).PressSequentiallyAsync("1.5");
        await Minutes(mara, 4).PressSequentiallyAsync("10.5");
        await Expect(Minutes(mara, 2)).ToHaveValueAsync("1.5");
        await mara.PressAsync("Escape");
        await Expect(mara.Page.Locator("#live")).ToContainTextAsync("Draft kept");

        await mara.ReopenAsync();
        await SetAgendaAsync(mara);
        await Expect(Minutes(mara, 4)).ToHaveValueAsync("10.5");
        await mara.Button("Save the agenda").ClickAsync();
        await Expect(mara.Panel).ToContainTextAsync("Point 2 (1.5 min)");
        var set = (await room.SnapshotAsync(mara.Who!))["agenda"]!.AsArray();
        Assert.Equal([90, 630], set.Select(item => (int)item!["seconds"]!));

        // What is saved, or left as it was, is no draft any more.
        await mara.Button("Set the agenda").ClickAsync();
        await Minutes(mara, 4).FillAsync("7");
        await mara.Button("Leave it as it was").ClickAsync();
        await mara.Button("Set the agenda").ClickAsync();
        await Expect(Minutes(mara, 4)).ToHaveValueAsync("10.5");
    }

    [Fact]
    public async Task What_was_said_aloud_is_kept_with_its_speaker_and_point_whatever_else_is_looked_at_and_whoever_speaks_then()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var (ida, jon) = (await room.JoinAsync(Role.Annotator, "Ida Berg"), await room.JoinAsync(Role.Annotator, "Jon Sand"));
        await room.WriteAsync(ida, "5", "Why?", motivation: "questioning");
        await room.DoAsync(mara.Who!, "session/open", new { commandId = Guid.NewGuid() });
        await FloorAsync(room, mara.Who!, ida, "2");
        await mara.Button("Lead").ClickAsync();
        await mara.Panel.GetByText("Said aloud", new() { Exact = true }).ClickAsync();
        await Expect(mara.Page.GetByLabel("Who said it").Locator("option:checked")).ToHaveTextAsync("Ida Berg");
        await mara.Page.GetByLabel("In short").FillAsync("It was never asked.");

        // To a question and back, and out by a key; meanwhile somebody else has the floor, at another point.
        await mara.Panel.GetByRole(AriaRole.Button, new() { Name = "Question, note 1" }).ClickAsync();
        await Expect(mara.Note("Why?")).ToBeVisibleAsync();
        await mara.PressAsync("Escape", "Escape");
        await Expect(mara.Panel).ToHaveCountAsync(0);
        await Expect(mara.Page.Locator("#live")).ToContainTextAsync("Draft kept");
        await room.DoAsync(mara.Who!, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("8") });
        await FloorAsync(room, mara.Who!, jon, "8");
        await Expect(mara.Page.Locator(".hour")).ToContainTextAsync("Jon Sand has the floor");
        await mara.Button("Lead").ClickAsync();
        await Expect(mara.Page.GetByLabel("In short")).ToHaveValueAsync("It was never asked.");
        await Expect(mara.Page.GetByLabel("Who said it").Locator("option:checked")).ToHaveTextAsync("Ida Berg");
        await Expect(mara.Panel.Locator("details").GetByLabel("About").Locator("option:checked")).Not.ToHaveTextAsync("point 8");

        await mara.Button("Note it").ClickAsync();
        await Expect(mara.Card("It was never asked.")).ToContainTextAsync("Said aloud by Ida Berg");
        await Expect(mara.Page.GetByLabel("In short")).ToHaveValueAsync("");
        await Expect(mara.Page.GetByLabel("Who said it").Locator("option:checked")).ToHaveTextAsync("Jon Sand");
    }

    [Fact]
    public async Task Stances_that_are_being_set_outlive_a_reload_pass_for_nobody_elses_unseen_and_follow_where_nothing_is_begun()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var other = await room.JoinAsync(Role.Moderator, "Nadia Karim");
        await OpenPanelAsync(mara);
        await mara.Page.GetByLabel("Title, if it has one").FillAsync("The second hour");
        await mara.Page.GetByLabel("To choose from").FillAsync("yes\nno\nnot yet");
        await mara.PressAsync("Escape");
        await Expect(mara.Page.Locator("#live")).ToContainTextAsync("Draft kept");
        await mara.ReopenAsync();
        await OpenPanelAsync(mara);
        await Expect(mara.Page.GetByLabel("Title, if it has one")).ToHaveValueAsync("The second hour");
        await Expect(mara.Page.GetByLabel("To choose from")).ToHaveValueAsync("yes\nno\nnot yet");

        await room.DoAsync(other, "stances", new { commandId = Guid.NewGuid(), scale = new[] { "for", "against" }, anonymous = false });
        await Expect(mara.Panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("This was changed meanwhile.");
        await mara.Button("Begin anew with these").ClickAsync();
        await Expect(mara.Notices).ToContainTextAsync("Somebody has changed this since you looked.");
        Assert.Equal(["for", "against"], await ScaleAsync(room, mara.Who!));
        await mara.Panel.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await mara.Button("Begin anew with these").ClickAsync();
        await Expect(mara.Page.Locator("#live")).ToContainTextAsync("The stances are set");
        Assert.Equal(["yes", "no", "not yet"], await ScaleAsync(room, mara.Who!));

        // Who has begun nothing sees what there is to be changed.
        await room.DoAsync(other, "stances", new { commandId = Guid.NewGuid(), scale = new[] { "in", "out" }, anonymous = true });
        await Expect(mara.Page.GetByLabel("To choose from")).ToHaveValueAsync("in\nout");
        await Expect(mara.Page.GetByLabel("Without names")).ToBeCheckedAsync();
        await Expect(mara.Panel.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);

        // The title is the session's then, and the next one has none yet.
        await mara.Button("Open a session").ClickAsync();
        await Expect(mara.Page.Locator(".hour")).ToContainTextAsync("The second hour");
        await room.DoAsync(other, "session/close", new { commandId = Guid.NewGuid() });
        await Expect(mara.Page.GetByLabel("Title, if it has one")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_agenda_that_somebody_has_set_and_taken_back_hinders_nobody_and_one_that_is_as_it_was_is_nothing_begun()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await SetAgendaAsync(mara);
        var second = mara.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Point 2" });
        await second.CheckAsync();
        Assert.Equal(1, await KeptAsync());
        await second.UncheckAsync();
        Assert.Equal(0, await KeptAsync());

        await second.CheckAsync();
        await room.DoAsync(mara.Who!, "agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = await room.ClauseAsync("8") } } });
        await Expect(mara.Panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("This was changed meanwhile.");
        await room.DoAsync(mara.Who!, "agenda", new { commandId = Guid.NewGuid(), items = Array.Empty<object>() });
        await Expect(mara.Panel.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await mara.Button("Save the agenda").ClickAsync();
        await Expect(mara.Button("Set the agenda")).ToBeVisibleAsync();
        Assert.Equal(await room.ClauseAsync("2"), (string)Assert.Single((await room.SnapshotAsync(mara.Who!))["agenda"]!.AsArray())!["clause"]!);

        Task<int> KeptAsync() => mara.Page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('collab.draft.') && key.endsWith('.agenda')).length");
    }

    [Fact]
    public async Task Who_is_chosen_without_a_word_is_not_the_speaker_of_what_is_said_when_somebody_else_has_the_floor()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        var (ida, jon) = (await room.JoinAsync(Role.Annotator, "Ida Berg"), await room.JoinAsync(Role.Annotator, "Jon Sand"));
        await room.DoAsync(mara.Who!, "session/open", new { commandId = Guid.NewGuid() });
        await mara.Button("Lead").ClickAsync();
        await mara.Panel.GetByText("Said aloud", new() { Exact = true }).ClickAsync();
        var (who, words) = (mara.Page.GetByLabel("Who said it"), mara.Page.GetByLabel("In short"));
        await who.SelectOptionAsync("Ida Berg");
        await FloorAsync(room, mara.Who!, jon, "2");
        await Expect(who.Locator("option:checked")).ToHaveTextAsync("Jon Sand");

        await who.SelectOptionAsync("Ida Berg");
        await mara.PressAsync("Escape");
        await mara.Button("Lead").ClickAsync();
        await mara.Panel.GetByText("Said aloud", new() { Exact = true }).ClickAsync();
        await Expect(who.Locator("option:checked")).ToHaveTextAsync("Jon Sand");

        // Blanks are no words.
        await words.FillAsync("  ");
        await mara.Button("Note it").ClickAsync();
        await words.FillAsync("It was never asked.");
        await FloorAsync(room, mara.Who!, ida, "8");
        await Expect(mara.Page.Locator(".hour")).ToContainTextAsync("Ida Berg has the floor");
        await Expect(who.Locator("option:checked")).ToHaveTextAsync("Jon Sand");
        await mara.Button("Note it").ClickAsync();
        await Expect(mara.Card("It was never asked.")).ToContainTextAsync("Said aloud by Jon Sand");
        Assert.Single((await room.SnapshotAsync(mara.Who!))["annotations"]!.AsArray());
    }

    [Fact]
    public async Task A_note_that_nobody_else_sees_yet_is_worded_anew_where_that_was_left_off()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein");
        await room.DoAsync(mara.Who!, $"clauses/{await room.ClauseAsync("4")}/round/open", new { commandId = Guid.NewGuid(), show = "counts" });
        await mara.Button("Write at point 4").ClickAsync();
        await mara.WriteAsync("The second sentence is idle.");
        var own = mara.Page.Locator(".aside");
        var words = own.GetByLabel("Your note");

        await own.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await words.FillAsync("The second sentence is");
        await mara.PressAsync("Escape");
        await Expect(mara.Page.Locator("#live")).ToContainTextAsync("Draft kept");
        await Expect(own).ToContainTextAsync("is idle.");
        await own.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(words).ToHaveValueAsync("The second sentence is");
        await mara.Button("Leave it as it was").ClickAsync();
        await own.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(words).ToHaveValueAsync("The second sentence is idle.");
        await words.FillAsync("The second sentence is needed.");
        await mara.PressAsync("Control+Enter");
        await Expect(own).ToContainTextAsync("is needed.");
    }

    private static ILocator Minutes(Reader who, int point) => who.Page.GetByLabel($"Minutes for point {point}", new() { Exact = true });

    private static async Task OpenPanelAsync(Reader who)
    {
        await who.Button("Menu").ClickAsync();
        await who.Button("Lead a session").ClickAsync();
    }

    private static async Task SetAgendaAsync(Reader who)
    {
        await OpenPanelAsync(who);
        await who.Button("Set the agenda").ClickAsync();
    }

    private static async Task<string[]> ScaleAsync(Room room, Participant who) => [.. (await room.SnapshotAsync(who))["stances"]!["scale"]!.AsArray().Select(word => (string)word!)];

    private static async Task FloorAsync(Room room, Participant moderator, Participant who, string label)
    {
        await room.DoAsync(who, "hand", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync(label) });
        await room.DoAsync(moderator, "floor", new { commandId = Guid.NewGuid(), member = who.Member });
    }
}
