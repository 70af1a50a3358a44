using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Hypothesis;

/// <summary>The client as it was published, unchanged, on the page of a document: its own sidebar, adder and socket.</summary>
public sealed class HypothesisClientTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private readonly ConcurrentBag<(IWebSocketRoute Page, IWebSocketRoute Server)> _sockets = [];

    [Fact]
    public async Task The_client_signs_in_reads_writes_and_misses_nothing()
    {
        var room = await NewRoomAsync();
        var ana = await room.JoinAsync(Role.Annotator, "Ana Lind");
        await room.WriteAsync(room.Owner, "3", "From the room.", "purely Bolshevik government");
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var reader = await BrowserOfAsync(ana, room);
        await reader.Context.RouteWebSocketAsync("**/hypothesis/live/**", Carry);
        await reader.GoAsync($"/hypothesis/documents/{room.Document}");
        var sidebar = reader.Page.FrameLocator("iframe[title='Hypothesis annotation viewer']");

        // What is said in the room stands in it, on its words.
        await Expect(sidebar.GetByText("From the room.")).ToBeVisibleAsync();
        await Expect(sidebar.Locator("article", new() { HasText = "From the room." })).ToContainTextAsync("Olga Brandt");
        await Expect(reader.Page.Locator("hypothesis-highlight").First).ToHaveTextAsync("purely Bolshevik government");

        // What is written in it stands in the room, at the point and on the words that were meant.
        var clause = await room.ClauseAsync("5");
        var words = await SelectAsync(reader.Page, clause, 10, 32);
        await reader.Page.Locator("hypothesis-adder").GetByText("Annotate").ClickAsync();
        await sidebar.Locator("textarea").FillAsync("Written in *Hypothesis*.");
        await sidebar.GetByTestId("publish-control-button").ClickAsync();
        await Expect(jon.Cards("5").Filter(new() { HasText = "Written in Hypothesis." })).ToBeVisibleAsync();
        await jon.ExpectPaintedAsync(words, "note-1");

        // An answer, and a flag.
        var first = sidebar.Locator("article", new() { HasText = "From the room." });
        await first.GetByTitle("Reply").ClickAsync();
        await sidebar.Locator("textarea").FillAsync("Answered in Hypothesis.");
        await sidebar.GetByTestId("publish-control-button").ClickAsync();
        await Expect(sidebar.Locator("textarea")).ToHaveCountAsync(0);
        Assert.NotNull((string?)(await NoteAsync(room, "Answered in Hypothesis."))["replyTo"]);
        await first.GetByTitle("Report this annotation to moderators").ClickAsync();
        await Expect(first.GetByTitle("Annotation has been reported to the moderators")).ToBeVisibleAsync();

        // Live, and after a break what was missed.
        await room.WriteAsync(room.Owner, "4", "Said while she reads.");
        await ApplyAsync(sidebar);
        await Expect(sidebar.GetByText("Said while she reads.")).ToBeVisibleAsync();
        await CutAsync();
        await room.WriteAsync(room.Owner, "6", "Said while she was away.");
        await ApplyAsync(sidebar);
        await Expect(sidebar.GetByText("Said while she was away.")).ToBeVisibleAsync();

        // Edited and deleted.
        var own = sidebar.Locator("article", new() { HasText = "Written in" }).First;
        await own.GetByTitle("Edit").ClickAsync();
        await sidebar.Locator("textarea").FillAsync("Written twice.");
        await sidebar.GetByTestId("publish-control-button").ClickAsync();
        await Expect(jon.Cards("5").Filter(new() { HasText = "Written twice." })).ToBeVisibleAsync();
        await sidebar.Locator("article", new() { HasText = "Written twice." }).GetByTitle("Delete").ClickAsync();
        await sidebar.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).Last.ClickAsync();
        await Expect(jon.Cards("5").Filter(new() { HasText = "Written twice." })).ToHaveCountAsync(0);
        await Expect(sidebar.Locator("article", new() { HasText = "Written twice." })).ToHaveCountAsync(0);

        // Out by the client's own export, all of it: and Collab's import knows every note of it, with who wrote it and what it answers.
        await sidebar.GetByTitle("Show share panel").ClickAsync();
        await sidebar.GetByRole(AriaRole.Tab, new() { Name = "Export" }).ClickAsync();
        await ChooseAsync(sidebar.GetByLabel("Select which user's annotations to export:"), sidebar.GetByRole(AriaRole.Option, new() { Name = "All annotations" }));
        var download = await reader.Page.RunAndWaitForDownloadAsync(() => sidebar.GetByTestId("export-button").ClickAsync());
        var exported = await File.ReadAllTextAsync((await download.PathAsync())!);
        using var known = await room.Owner.PostAsync($"/api/documents/{room.Document}/imports/preview", new { text = exported });
        var placed = JsonNode.Parse(await known.Content.ReadAsStringAsync())!["placed"]!.AsArray().ToDictionary(note => (string)note!["text"]!, note => note!.AsObject());
        Assert.Equal(["Answered in Hypothesis.", "From the room.", "Said while she reads.", "Said while she was away."], placed.Keys.Order(StringComparer.Ordinal));
        Assert.All(placed.Values, note => Assert.True((bool?)note["here"]));
        Assert.Equal(("Ana Lind", "Olga Brandt"), ((string)placed["Answered in Hypothesis."]["author"]!, (string)placed["From the room."]["author"]!));
        Assert.Equal((int)placed["From the room."]["note"]!, (int)placed["Answered in Hypothesis."]["replyTo"]!);

        // Out by the server's export, and in by the client's import.
        var file = JsonNode.Parse(await room.Owner.Http.GetStringAsync($"/api/documents/{room.Document}/export?format=hypothesis"))!;
        foreach (var note in file["annotations"]!.AsArray())
            note!["text"] = $"{note["text"]} (again)";
        await sidebar.GetByRole(AriaRole.Tab, new() { Name = "Import" }).ClickAsync();
        await sidebar.GetByTestId("file-input").SetInputFilesAsync(new FilePayload { Name = "room.json", MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(file.ToJsonString()) });
        await sidebar.GetByLabel("Select which user's annotations to import:").ClickAsync();
        await sidebar.GetByRole(AriaRole.Option, new() { Name = "Olga Brandt" }).ClickAsync();
        await sidebar.GetByTestId("import-button").ClickAsync();
        await Expect(sidebar.GetByText("3 annotations imported")).ToBeVisibleAsync();
        var imported = await NoteAsync(room, "From the room. (again)");
        Assert.Equal((await room.ClauseAsync("3"), "purely Bolshevik government"), ((string)imported["targets"]![0]!["clause"]!, (string)imported["targets"]![0]!["quote"]!["exact"]!));
    }

    private static async Task<JsonObject> NoteAsync(Room room, string text) =>
        (await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray().Select(note => note!.AsObject()).Single(note => (string?)note["body"]?["text"] == text);

    /// <summary>Selects some of a clause's words, as a mouse would; answers them.</summary>
    private static Task<string> SelectAsync(IPage page, string clause, int start, int end) => page.EvaluateAsync<string>("""
        ([id, start, end]) => {
          const text = document.getElementById(`c-${id}`).firstChild, range = document.createRange();
          text.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
          range.setStart(text, start);
          range.setEnd(text, end);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return range.toString();
        }
        """, new object[] { clause, start, end });

    /// <summary>The client holds what is new back, until it is asked for.</summary>
    private static Task ApplyAsync(IFrameLocator sidebar) => sidebar.GetByTestId("notification").ClickAsync();

    private void Carry(IWebSocketRoute page)
    {
        var server = page.ConnectToServer();
        page.OnMessage(frame => server.Send(frame.Text!));
        server.OnMessage(frame => page.Send(frame.Text!));
        _sockets.Add((page, server));
    }

    private async Task CutAsync()
    {
        while (_sockets.TryTake(out var socket))
        {
            await socket.Server.CloseAsync();
            await socket.Page.CloseAsync(new() { Code = 1012 });
        }
    }

    /// <summary>The client draws its panel anew when its notes change, which closes a list that is open: then it is opened again, as a person would.</summary>
    private static async Task ChooseAsync(ILocator list, ILocator option)
    {
        for (var tries = 1; ; tries++)
        {
            if (await list.GetAttributeAsync("aria-expanded") != "true")
                await list.ClickAsync();
            try
            {
                await option.ClickAsync(new() { Timeout = 1000 });
                return;
            }
            catch (TimeoutException) when (tries < 15)
            {
            }
        }
    }
}
