using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>The room as it stood, and how much was said in it.</summary>
public sealed class ReplayTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task M146_The_room_is_stepped_through_and_played_by_keys_its_moments_have_addresses_and_what_was_hidden_or_erased_since_is_in_none()
    {
        var room = await NewRoomAsync();
        var (mara, ida, jon) = (await room.JoinAsync(Role.Moderator, "Mara Stein"), await room.JoinAsync(Role.Annotator, "Ida Berg"), await room.JoinAsync(Role.Annotator, "Jon Sand"));
        await room.WriteAsync(ida, "3", "The first remark.", "Bolshevik government");
        await LeadAsync(room, mara, "3");
        var rude = await room.WriteAsync(ida, "3", "A rude remark.");
        await LeadAsync(room, mara, "5");
        await HoldAsync(room, mara, ida, jon);
        await room.WriteAsync(jon, "5", "A word of Jon.");
        await room.DoAsync(mara, (string)rude["id"]!, "hide", new { reason = "rude" });
        var head = (long)(await room.SnapshotAsync(mara))["seq"]!;
        var kai = await EnterAsync(room, Role.Annotator, "Kai Lund", Axe.Options);
        var (moment, replay) = (kai.Page.GetByRole(AriaRole.Slider, new() { Name = "Moment" }), kai.Page.Locator(".replay"));

        // What is being written waits.
        await kai.PressAsync("4", "c");
        await kai.Composer.GetByLabel("Your note").FillAsync("Half a thought");
        await kai.Button("Menu").ClickAsync();
        await kai.Button("Replay").ClickAsync();
        await Expect(moment).ToBeFocusedAsync();
        await Expect(kai.Composer).ToHaveCountAsync(0);
        await Expect(kai.Page.Locator("#live")).ToContainTextAsync("The replay is open");
        await Expect(replay).ToContainTextAsync(new Regex(@"0 of \d+(?!…)"));
        await Expect(kai.Page.Locator(".card")).ToHaveCountAsync(0);

        // Step by step, and what the server says of each.
        var steps = int.Parse((await moment.GetAttributeAsync("max"))!, System.Globalization.CultureInfo.InvariantCulture);
        for (var step = 1; step <= steps; step++)
        {
            await kai.PressAsync("ArrowRight");
            await Expect(replay).ToContainTextAsync($"{step} of {steps}");
            var seq = await replay.GetAttributeAsync("data-seq");
            var then = await kai.Who!.ReadAsync($"/api/documents/{room.Document}?at={seq}");
            var shown = then["annotations"]!.AsArray().Count;
            await Expect(kai.Page.Locator(".bar-count")).ToHaveTextAsync(shown == 1 ? "1 note" : $"{shown} notes");
            await Expect(kai.Page.Locator("section.clause:has(.card)")).ToHaveCountAsync(then["annotations"]!.AsArray().Select(note => (string)note!["targets"]![0]!["clause"]!).Distinct().Count());
            await Expect(kai.Page.GetByText("A rude remark.")).ToHaveCountAsync(0);
        }

        Assert.Equal($"{head + 1}", await replay.GetAttributeAsync("data-seq"));
        await kai.PressAsync("Home");
        await Expect(kai.Page.Locator(".card")).ToHaveCountAsync(0);
        while (!((await moment.GetAttributeAsync("aria-valuetext"))!.Contains("wrote note 1", StringComparison.Ordinal)))
            await kai.PressAsync("ArrowRight");
        await Expect(moment).ToHaveAttributeAsync("aria-valuetext", new Regex("; no point yet, 1 note; Ida Berg wrote note 1 at point 3$"));
        await kai.ExpectPaintedAsync("Bolshevik government", "note-1", "focus");
        await kai.PressAsync("End");
        await Expect(kai.Card("A word of Jon.")).ToBeVisibleAsync();
        // The session, and what is not a note's: to whom the floor was given, for how long the time was set.
        await Expect(replay.Locator(".then")).ToHaveTextAsync(new Regex(@"^Monday: at point 5 \(1 of 1\); [45]:\d\d left; Ida Berg has the floor; hands up: Jon Sand$"));
        while (!((await moment.GetAttributeAsync("aria-valuetext"))!.EndsWith("Mara Stein gave Ida Berg the floor at point 5", StringComparison.Ordinal)))
            await kai.PressAsync("ArrowLeft");
        while (!((await moment.GetAttributeAsync("aria-valuetext"))!.EndsWith("Mara Stein set the time to 5 min", StringComparison.Ordinal)))
            await kai.PressAsync("ArrowLeft");

        // Space plays, to the end; the path leads to a point.
        await kai.PressAsync("Home");
        await kai.Page.GetByLabel("Speed").SelectOptionAsync("60");
        await moment.FocusAsync();
        await kai.PressAsync(" ");
        await Expect(replay).ToContainTextAsync($"{steps} of {steps}");
        await Expect(kai.Button("Play")).ToHaveAttributeAsync("aria-pressed", "false");
        await kai.Button("The moderator’s path: 2 points").ClickAsync();
        await kai.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(": point 5$") }).ClickAsync();
        await Expect(moment).ToHaveAttributeAsync("aria-valuetext", new Regex("; point 5, 0 notes; Mara Stein leads to point 5$"));
        await Axe.ExpectNothingAmissAsync(kai.Page, "a replay");
        await kai.Page.SetViewportSizeAsync(1360, 900);

        // Nothing can be done to what is past; what happens meanwhile is not in it, but for what has to go.
        await Expect(kai.Page.Locator(".comment")).ToHaveCountAsync(0);
        await kai.PressAsync("5", "c");
        await Expect(kai.Composer).ToHaveCountAsync(0);
        await moment.FocusAsync();
        await kai.PressAsync("End");
        await Expect(kai.Card("A word of Jon.")).ToBeVisibleAsync();
        await kai.Page.WaitForURLAsync(new Regex($@"\?at=[^:]+:{head + 1}$"));
        var address = new Uri(kai.Page.Url).PathAndQuery;
        await room.WriteAsync(ida, "6", "Said meanwhile.");
        using (var erased = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/members/{jon.Member}/erase", ""))
            erased.EnsureSuccessStatusCode();
        await Expect(kai.Clause("5").Locator(".card")).ToContainTextAsync("Name erased");
        await Expect(kai.Page.GetByText("A word of Jon.")).ToHaveCountAsync(0);
        await Expect(kai.Page.GetByText("Said meanwhile.")).ToHaveCountAsync(0);

        // Back, with what was being written.
        await kai.Button("Back to now").ClickAsync();
        await Expect(kai.Composer.GetByLabel("Your note")).ToHaveValueAsync("Half a thought");
        await Expect(kai.Card("Said meanwhile.")).ToHaveCountAsync(1);
        await Expect(kai.Page).ToHaveURLAsync(new Regex($"{room.Path}$"));

        // The address is anybody's who may read the text, and of nobody else.
        var lena = await BrowserOfAsync(await room.JoinAsync(Role.Guest, "Lena Roth"), room);
        await lena.GoAsync(address);
        await Expect(lena.Page.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuetext", new Regex("; point 5, 0 notes;"));
        await Expect(lena.Button("All 2 notes at point 3")).ToBeVisibleAsync();
        await Expect(lena.Page.Locator(".bar-count")).ToHaveTextAsync("2 notes");
        await Expect(lena.Page.GetByText("A word of Jon.")).ToHaveCountAsync(0);
        await lena.GoAsync(Regex.Replace(address, "at=[^:]+", "at=another"));
        await Expect(lena.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("restored from a backup");
        // Of a moment that has not come yet the latest one is shown.
        await lena.GoAsync(Regex.Replace(address, ":[0-9]+$", ":999999"));
        await Expect(lena.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no such moment yet: this is the latest one.");
        await Expect(lena.Page.GetByRole(AriaRole.Slider)).ToHaveAttributeAsync("aria-valuetext", new Regex("Lena Roth came in$"));
        await lena.Button("Back to now").ClickAsync();
        await Expect(lena.Card("Said meanwhile.")).ToHaveCountAsync(1);
        var stranger = await BrowserOfAsync((await Room.WithPointsAsync(Server, "Elsewhere", "One.")).Owner, room);
        Assert.Equal(404, (await stranger.Page.GotoAsync(address))!.Status);
    }

    [Fact]
    public async Task M147_How_much_was_said_stands_at_each_point_and_sentence_in_marks_and_in_words_and_counts_no_hidden_note()
    {
        var room = await Room.WithPointsAsync(Server, "Rules of the reading room", "Whoever reads aloud is heard to the end. The lamp is put out at ten.", "Nobody is named.", "Tea is free.");
        var (mara, ida) = (await room.JoinAsync(Role.Moderator, "Mara Stein"), await room.JoinAsync(Role.Annotator, "Ida Berg"));
        var lamp = await room.WriteAsync(ida, "1", "Why ten?", "put out at ten");
        await room.ReplyAsync(mara, (string)lamp["id"]!, "The oil is dear.");
        await room.WriteAsync(ida, "1", "Who listens?", "reads aloud");
        await room.WriteAsync(ida, "1", "On all of it.");
        await room.WriteAsync(ida, "2", "And the author?");
        var rude = await room.WriteAsync(ida, "3", "A rude remark.", "Tea");
        await room.DoAsync(mara, (string)rude["id"]!, "hide");
        var kai = await EnterAsync(room, Role.Moderator, "Kai Lund", Axe.Options);

        var points = kai.Page.GetByRole(AriaRole.Navigation, new() { Name = "Points" });
        await Expect(points.GetByRole(AriaRole.Link, new() { Name = "point 1, 4 notes", Exact = true })).ToHaveAttributeAsync("data-heat", "4");
        await Expect(points.GetByRole(AriaRole.Link, new() { Name = "point 2, 1 note", Exact = true })).ToHaveAttributeAsync("data-heat", "1");
        await Expect(points.GetByRole(AriaRole.Link, new() { Name = "point 3", Exact = true })).ToHaveAttributeAsync("data-heat", "0");
        await Expect(kai.Clause("1")).ToHaveAttributeAsync("data-heat", "4");

        await kai.Button("Menu").ClickAsync();
        await kai.Page.GetByLabel("Heat by sentence").CheckAsync();
        await kai.PressAsync("Escape");
        await Expect(kai.Clause("1")).ToContainTextAsync("4 notes, most on the second sentence");
        await Expect(kai.Clause("2")).ToContainTextAsync("1 note, none on a sentence");
        await Expect(kai.Page.Locator(".legend")).ToContainTextAsync("Notes on a sentence:12Heat off");
        await kai.ExpectPaintedAsync("The lamp is put out at ten.", "heat-2");
        await kai.ExpectPaintedAsync("Whoever reads aloud is heard to the end.", "heat-1");
        Assert.Empty(await kai.PaintedAsync("heat-3", "heat-4"));
        await room.WriteAsync(ida, "1", "Twice as loud.", "Whoever reads");
        await room.WriteAsync(ida, "1", "Three times.", "Whoever");
        await Expect(kai.Clause("1")).ToContainTextAsync("6 notes, most on the first sentence");
        await Axe.ExpectNothingAmissAsync(kai.Page, "the heat of sentences");
        await kai.Page.SetViewportSizeAsync(1360, 900);
        await kai.Button("Heat off").ClickAsync();
        await Expect(kai.Clause("1")).Not.ToContainTextAsync("most on");
        await kai.ExpectNothingPaintedAsync("heat-1", "heat-2", "heat-3", "heat-4");
    }

    private static async Task HoldAsync(Room room, Participant mara, Participant ida, Participant jon)
    {
        var point = await room.ClauseAsync("5");
        await room.DoAsync(mara, "session/open", new { commandId = Guid.NewGuid(), title = "Monday" });
        await room.DoAsync(mara, "agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = point } } });
        await room.DoAsync(mara, "timer", new { commandId = Guid.NewGuid(), clause = point, seconds = 300 });
        await room.DoAsync(ida, "hand", new { commandId = Guid.NewGuid(), clause = point });
        await room.DoAsync(jon, "hand", new { commandId = Guid.NewGuid(), clause = point });
        await room.DoAsync(mara, "floor", new { commandId = Guid.NewGuid(), member = ida.Member });
    }

    private static async Task LeadAsync(Room room, Participant who, string label) => await room.DoAsync(who, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync(label) });
}
