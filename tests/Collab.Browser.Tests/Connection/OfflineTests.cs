using System.Diagnostics;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Connection;

public sealed class OfflineTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_cut_connection_is_said_in_words_within_five_seconds_and_so_is_its_return()
    {
        var room = await NewRoomAsync();
        var (ida, line) = await OnALineAsync(room, "Ida Berg");

        await line.CutAsync();
        await Expect(ida.Notices).ToContainTextAsync("No connection", new() { Timeout = 5_000 });
        await Expect(ida.State).ToHaveTextAsync("Offline");

        await line.MendAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
        await Expect(ida.Notices).Not.ToContainTextAsync("No connection");

        // On the wall, where nobody looks at a state.
        await ida.Page.Clock.InstallAsync();
        await ida.GoAsync($"{room.Path}/projector");
        var lost = ida.Page.GetByText("The connection is lost");
        await Expect(lost).ToBeHiddenAsync();
        await line.CutAsync();
        await ida.Page.Clock.FastForwardAsync(10_000);
        await Expect(lost).ToBeVisibleAsync();
        await line.MendAsync();
        await ida.Page.Clock.FastForwardAsync(10_000);
        await Expect(lost).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_connection_that_falls_silent_is_not_called_live_for_long()
    {
        var room = await NewRoomAsync();
        var (ida, line) = await OnALineAsync(room, "Ida Berg");

        // The server says something every two seconds.
        var (began, machine) = (Stopwatch.StartNew(), Machine.Watch());
        line.FallSilent();
        await IsSaidAsync(ida, live: false);
        var known = began.Elapsed;
        Assert.True(known > TimeSpan.FromSeconds(2), $"Known after {known}: a server may be silent for longer.");
        DemandWithin(5, known, machine);

        await line.MendAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task After_a_long_time_offline_the_room_is_live_soon_after_the_connection_is_there()
    {
        var room = await NewRoomAsync();
        var (ida, line) = await OnALineAsync(room, "Ida Berg");
        await line.CutAsync();
        // By then the pauses between two tries are as long as they get.
        await line.TriedInVainAsync(6);
        var (began, machine) = (Stopwatch.StartNew(), Machine.Watch());
        await line.MendAsync();
        await IsSaidAsync(ida, live: true);
        DemandWithin(2, began.Elapsed, machine);
    }

    [Fact]
    public async Task A_note_written_offline_stays_in_the_browser_and_is_sent_once()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var (ida, line) = await OnALineAsync(room, "Ida Berg");
        await line.CutAsync();
        await Expect(ida.State).ToHaveTextAsync("Offline");

        await ida.CommentAsync("4", "Written in a tunnel.");
        await Expect(ida.Card("Written in a tunnel.")).ToContainTextAsync("Not sent yet");
        await Expect(ida.Notices).ToContainTextAsync("1 not sent yet");
        await Expect(jon.Card("Written in a tunnel.")).ToHaveCountAsync(0);
        await line.MendAsync();

        await Expect(jon.Card("Written in a tunnel.")).ToHaveCountAsync(1);
        await Expect(ida.Card("Written in a tunnel.")).Not.ToContainTextAsync("Not sent yet");
        await Expect(ida.Card("Written in a tunnel.")).ToHaveCountAsync(1);
        Assert.Single((await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray());
    }

    [Fact]
    public async Task A_note_whose_answer_was_lost_is_there_once()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var (ida, line) = await OnALineAsync(room, "Ida Berg");

        line.LoseAnswers();
        await ida.CommentAsync("4", "Did you hear me?");
        await Expect(jon.Card("Did you hear me?")).ToHaveCountAsync(1);
        await line.CutAsync();
        await line.MendAsync();

        await Expect(ida.State).ToHaveTextAsync("Live");
        await Expect(ida.Card("Did you hear me?")).ToHaveAttributeAsync("data-number", "1");
        await Expect(ida.Card("Did you hear me?")).ToHaveCountAsync(1);
        await ida.CommentAsync("4", "And now?");
        await Expect(jon.Card("And now?")).ToHaveAttributeAsync("data-number", "2");
        Assert.Equal(2, (await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray().Count);
    }

    [Fact]
    public async Task Words_typed_while_an_edit_is_on_its_way_stay()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var (ida, line) = await OnALineAsync(room, "Ida Berg");
        await ida.CommentAsync("4", "First.");
        await Expect(ida.Card("First.")).ToHaveAttributeAsync("data-number", "1");
        await Reader.ChooseAsync(ida.Card("First."), "Edit");
        var field = ida.Panel.GetByLabel("Edit note 1");
        // The panel's script comes when it is first opened.
        await Expect(field).ToBeVisibleAsync();
        await line.CutAsync();
        await Expect(ida.State).ToHaveTextAsync("Offline");
        await field.FillAsync("First. Second.");
        await ida.PressAsync("Control+Enter");
        await field.FillAsync("First. Second. Third.");

        await line.MendAsync();

        await Expect(jon.Card("First. Second.")).ToBeVisibleAsync();
        await Expect(ida.Notices).Not.ToContainTextAsync("not sent");
        await Expect(field).ToHaveValueAsync("First. Second. Third.");
        await ida.PressAsync("Control+Enter");
        await Expect(field).ToHaveCountAsync(0);
        await Expect(jon.Card("First. Second. Third.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_unsent_note_outlives_a_reload_and_the_closing_of_its_tab()
    {
        var room = await NewRoomAsync();
        var (ida, line) = await OnALineAsync(room, "Ida Berg");
        await line.CutAsync("**/api/**");
        await ida.CommentAsync("4", "Please keep me.");
        await Expect(ida.Card("Please keep me.")).ToContainTextAsync("Not sent yet");

        await ida.Page.ReloadAsync();
        await Expect(ida.Card("Please keep me.")).ToContainTextAsync("Not sent yet");
        await ida.ReopenAsync();
        await Expect(ida.Card("Please keep me.")).ToContainTextAsync("Not sent yet");
        await line.MendAsync("**/api/**");

        await Expect(ida.Card("Please keep me.")).ToHaveAttributeAsync("data-number", "1");
        Assert.Single((await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray());
    }

    [Fact]
    public async Task What_was_missed_meanwhile_appears_and_what_was_being_written_is_still_there()
    {
        var room = await NewRoomAsync();
        var (ida, line) = await OnALineAsync(room, "Ida Berg");
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        await room.WriteAsync(jon, "2", "Before the cut.");
        await Expect(ida.Card("Before the cut.")).ToBeVisibleAsync();
        await ida.Button("Comment on point 6").ClickAsync();
        await ida.Page.Keyboard.TypeAsync("Half a ");
        await line.CutAsync();
        await Expect(ida.State).ToHaveTextAsync("Offline");
        await room.WriteAsync(jon, "2", "During the cut.");
        await room.WriteAsync(jon, "9", "Elsewhere, meanwhile.");
        await ida.Page.Keyboard.TypeAsync("sentence");

        await line.MendAsync();

        await Expect(ida.Card("Elsewhere, meanwhile.")).ToHaveCountAsync(1);
        await Expect(ida.Card("During the cut.")).ToHaveCountAsync(1);
        await Expect(ida.Composer.GetByLabel("Your note")).ToHaveValueAsync("Half a sentence");
    }

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_loses_nothing_and_doubles_nothing()
    {
        await using var server = new ServerProcess();
        await server.StartAsync();
        var vera = await BrowserOfAsync(null, address: server.Address);
        await vera.GoAsync(server.OwnerPath);
        await vera.Page.GetByLabel("Your name").FillAsync("Vera Lindqvist");
        await vera.PressAsync("Enter");
        await vera.Page.GetByText("Open the text").ClickAsync();
        await Expect(vera.State).ToHaveTextAsync("Live");
        await vera.CommentAsync("1", "Before the power cut.");
        await Expect(vera.Card("Before the power cut.")).ToHaveAttributeAsync("data-number", "1");

        await server.KillAsync();
        await Expect(vera.State).ToHaveTextAsync("Offline", new() { Timeout = 5_000 });
        await vera.CommentAsync("1", "In the dark.");
        await Expect(vera.Card("In the dark.")).ToContainTextAsync("Not sent yet");
        await server.StartAsync();

        await Expect(vera.State).ToHaveTextAsync("Live", new() { Timeout = 30_000 });
        await Expect(vera.Card("In the dark.")).ToHaveAttributeAsync("data-number", "2");
        await Expect(vera.Card("Before the power cut.")).ToHaveCountAsync(1);
        await vera.Page.ReloadAsync();
        await Expect(vera.Page.Locator("#notes-document .all, .stack-foot .all").First).ToHaveTextAsync("All 2 notes at point 1");
    }

    /// <summary>What is promised holds on the part of the machine that others left.</summary>
    private static void DemandWithin(double seconds, TimeSpan took, Machine machine)
    {
        var left = machine.Left();
        Assert.True(took.TotalSeconds * left <= seconds, $"It took {took}, where others left {left:0%} of the machine; promised are {seconds} s.");
    }

    /// <summary>Waits within the page: an expectation looks but once a second in the end.</summary>
    private static Task IsSaidAsync(Reader reader, bool live) =>
        reader.Page.WaitForFunctionAsync("live => (document.querySelector('#bar .state')?.textContent === 'Live') === live", live);

    private async Task<(Reader Reader, Line Line)> OnALineAsync(Room room, string name)
    {
        var reader = await BrowserOfAsync(await room.JoinAsync(Role.Annotator, name), room);
        var line = await Line.LayAsync(reader);
        await reader.OpenRoomAsync();
        return (reader, line);
    }
}
