using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Browser.Tests.Sessions.Scripted;
using Collab.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>How the hour ends, and what everybody has of it then.</summary>
public sealed partial class ScriptedSeminarTests
{
    private async Task ModerateAsync()
    {
        // By the number of the note: hidden with a reason, settled with none.
        var notes = (await SettledAsync())["annotations"]!.AsArray().Where(note => note!["thread"] is null && Others.Members.Any(member => member.Who.Member == (string)note["creator"]!["id"]!)).ToList();
        var (rude, settled, removed) = (notes[1]!, notes[2]!, notes[3]!);
        _ledger.All.Single(said => ((string)rude["body"]!["text"]!).Contains(said.Mark, StringComparison.Ordinal)).Fate = Fate.Hidden;
        _ledger.All.Single(said => ((string)removed["body"]!["text"]!).Contains(said.Mark, StringComparison.Ordinal)).Fate = Fate.Apart;
        await GoToNoteAsync((int)rude["number"]!);
        await Reader.ChooseAsync(Mara.Panel.Locator(".thread > article"), "Hide…");
        await Mara.Page.GetByLabel("Why is it hidden?").FillAsync("rude");
        await Mara.PressAsync("Enter");
        await Expect(Mara.Panel).ToContainTextAsync("Hidden by a moderator: rude");
        await GoToNoteAsync((int)settled["number"]!);
        await Reader.ChooseAsync(Mara.Panel.Locator(".thread > article"), "Resolve");
        await Expect(Mara.Panel.Locator(".thread > article")).ToContainTextAsync("resolved");

        // One takes their note back; the answer to it stays.
        var author = Others.Members.Single(member => member.Who.Member == (string)removed["creator"]!["id"]!);
        await Others.ReplyAsync(Others.Members[0], (string)removed["id"]!);
        await author.DoAsync("Delete", new { annotation = (string)removed["id"]! });
        await SettledAsync();
    }

    private async Task CancelAsync()
    {
        await Line(Mara).GetByRole(AriaRole.Button, new() { Name = "Lead" }).ClickAsync();
        await Mara.Page.GetByLabel("At", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = $"point {Dropped}" });
        await Mara.Page.GetByLabel("Nothing", new() { Exact = true }).CheckAsync();
        await Mara.Button($"Begin at point {Dropped}").ClickAsync();
        await _jon.Reader.Button($"Write at point {Dropped}").ClickAsync();
        await _jon.Reader.WriteAsync(_ledger.Seal(_jon.Who.Member).Text);
        await Others.WriteBlindlyAsync(Dropped, writers: 3);
        await Expect(_jon.Reader.Clause(Dropped).Locator(".aside")).ToContainTextAsync("Only you see this until the reveal");
        await LeaksNothingAsync();
        await Mara.Panel.GetByRole(AriaRole.Button, new() { Name = $"Cancel the blind round at point {Dropped}" }).ClickAsync();
        await Mara.Panel.GetByRole(AriaRole.Button, new() { Name = "Cancel the round" }).ClickAsync();
        await Expect(_jon.Reader.Clause(Dropped).Locator(".aside")).ToContainTextAsync("Only you see this: the round was cancelled");
        _ledger.Unseal(revealed: false);
    }

    private async Task ReturnAsync()
    {
        var noor = _noor.Reader;
        var snapshot = await SettledAsync();
        await noor.ReopenAsync();
        await Expect(noor.Notices).ToContainTextAsync(SinceNoorLeft(snapshot));
        await Expect(noor.Page.Locator(".inbox-button")).ToContainTextAsync("1 unread");
        await noor.PressAsync("i");
        await Expect(noor.Panel).ToContainTextAsync("Kai Lund mentions you in note");
        await noor.PressAsync("Escape", "u");
        await Expect(noor.Panel.Locator(".thread")).ToBeVisibleAsync();
        await Expect(noor.Page.Locator(".said-now")).ToContainTextAsync("more unread");
        await noor.PressAsync("Escape");
        await noor.Page.Locator(".since-left").GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).ClickAsync();
        await Expect(noor.Page.Locator(".since-left")).ToHaveCountAsync(0);

        // The wall’s guest takes a seat: where we are is said in one line.
        await _lena.Trace.RawAsync();
        await _lena.Reader.OpenRoomAsync();
        await Expect(Line(_lena.Reader)).ToContainTextAsync("We are at point 3: “betraying the slogan of Soviet power” (3 of 3)");
    }

    /// <summary>The sentence about what others said after she left, in the order of the text.</summary>
    private string SinceNoorLeft(JsonObject snapshot)
    {
        var notes = snapshot["annotations"]!.AsArray().ToDictionary(note => (string)note!["id"]!, note => note!);
        var places = notes.Values.Where(note => (long)note["seq"]! > _left && (string)note["state"]! is not ("deleted" or "erased") && (string)note["creator"]!["id"]! != _noor.Who.Member)
            .Select(note => note["thread"] is { } root ? notes[(string)root!] : note).GroupBy(root => (string)root["targets"]![0]!["clause"]!).ToDictionary(group => group.Key, group => group.Count());
        var told = _clauses.Where(clause => places.ContainsKey(clause.Value)).Select(clause => (clause.Key, Count: places[clause.Value])).ToList();
        var rest = told.Skip(3).Sum(place => place.Count);
        return $"Since you left: {string.Join(", ", told.Take(3).Select(place => $"{place.Count} new on point {place.Key}"))}{(rest > 0 ? $", and {rest} more" : "")}.";
    }

    private async Task CloseAsync()
    {
        await Mara.Button("Close the session…").ClickAsync();
        await Mara.Button("Close it now").ClickAsync();
        foreach (var seat in Seats)
            await Expect(Line(seat.Reader)).ToHaveCountAsync(0);
        await SettledAsync();
    }

    private async Task CompareAsync()
    {
        var export = await _mara.Who.ReadAsync($"/api/documents/{_room.Document}/export?format=json&scope=all");
        await Task.WhenAll(Seats.Select(async seat =>
        {
            await Shown.PrepareAsync(seat.Reader);
            await Shown.ExpectAsync(seat.Reader, Expected.Of(export, seat.Who.Member, seat.ReadsHidden), $"The page of {seat.Name} (seed {Collab.Testing.Round.Seed})");
        }));

        Assert.InRange(_ledger.All.Count(said => said.Fate == Fate.Shown), 80, 400);
        var received = new List<Received>();
        foreach (var seat in Seats)
            received.Add(new(seat.Name, seat.Trace.Trace.Parts, (await _room.SnapshotAsync(seat.Who)).ToJsonString(), seat.Who.Member, seat.ReadsHidden));
        foreach (var member in Others.Members)
            received.Add(new(member.Who.Name, member.Trace.Parts, (await _room.SnapshotAsync(member.Who)).ToJsonString(), member.Who.Member, ReadsHidden: false));
        await Fold.ExpectEqualAsync(Mara, received);
    }

    private async Task ReplayAsync()
    {
        var replay = Mara.Page.Locator(".replay");
        await Mara.Button("Menu").ClickAsync();
        await Mara.Button("Replay").ClickAsync();
        await Expect(replay).ToContainTextAsync(new Regex(@"0 of \d+(?!…)"));
        var seqs = new HashSet<string>();
        foreach (var keys in new[] { ["PageUp", "PageUp", "ArrowRight"], ["PageUp", "PageUp"], ["PageUp", "PageUp", "ArrowLeft"], ["PageUp", "PageUp"], new[] { "End" } })
        {
            await Mara.Page.GetByRole(AriaRole.Slider, new() { Name = "Moment" }).FocusAsync();
            var before = await replay.GetAttributeAsync("data-seq");
            await Mara.PressAsync(keys);
            await Expect(replay).Not.ToHaveAttributeAsync("data-seq", before!);
            var seq = await replay.GetAttributeAsync("data-seq");
            seqs.Add(seq!);
            var then = await _mara.Who.ReadAsync($"/api/documents/{_room.Document}?at={seq}");
            await Shown.ExpectAsync(Mara, Expected.Of(then, _mara.Who.Member, readsHidden: true).Replace(", closed", ", open", StringComparison.Ordinal), $"The replay at {seq}");
        }

        Assert.Equal(5, seqs.Count);
        await Mara.Button("Back to now").ClickAsync();
        await Expect(replay).ToHaveCountAsync(0);
    }

    private async Task TakeAwayAsync()
    {
        var snapshot = await SettledAsync();
        await Mara.Button("Menu").ClickAsync();
        await Mara.Button("Lead a session").ClickAsync();
        await Mara.Page.GetByRole(AriaRole.Link, new() { Name = "The second evening: who was there, what is open, the record" }).ClickAsync();
        await Expect(Mara.Page.Locator("#session")).ToContainTextAsync($"It ended at point {Last}.");
        foreach (var name in Seats.Select(seat => seat.Name).Concat(Others.Members.Select(member => member.Who.Name)))
            await Expect(Mara.Page.Locator("section[aria-labelledby=there-h]")).ToContainTextAsync(name);
        var questions = snapshot["annotations"]!.AsArray().Where(note => note!["thread"] is null && (string?)note["motivation"] == "questioning" && (string)note["state"]! == "shown" && (bool?)note["resolved"] != true);
        await Expect(Mara.Page.Locator("section[aria-labelledby=open-h] li a")).ToHaveTextAsync(questions.Select(note => (string)note!["body"]!["text"]!));

        // The record is where the page leads to, and the same for whoever asks for as much.
        var links = await Mara.Page.Locator("section[aria-labelledby=take-h] a[download]").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.Equal(["paper", "html", "markdown", "csv", "json", ""], links.Select(link => Regex.Match(link, "format=([a-z]+)").Groups[1].Value));
        foreach (var who in new[] { _mara.Who, _noor.Who, _lena.Who, Others.Members[0].Who })
            await Exports.ExpectAsync(who, _room.Document, _ledger, readsHidden: who == _mara.Who);
    }

    /// <summary>Nobody but its author has had any word of what is in the round: no connection, no page, in no frame, answer or stream.</summary>
    private async Task LeaksNothingAsync()
    {
        await SettledAsync();
        var had = new List<(string Name, string Member, string Raw)>();
        foreach (var member in Others.Members)
            had.Add((member.Who.Name, member.Who.Member, await member.RawAsync()));
        foreach (var seat in Seats.Where(seat => !seat.Reader.Page.IsClosed))
            had.Add((seat.Name, seat.Who.Member, await seat.Trace.RawAsync() + await seat.Reader.Page.ContentAsync()));
        foreach (var who in new[] { _mara.Who, _room.Owner, _lena.Who })
        {
            foreach (var way in new[] { "", "/events?limit=1000", "/export?format=json", "/search?q=quill", "/inbox" })
            {
                using var answer = await who.GetAsync($"/api/documents/{_room.Document}{way}");
                had.Add(($"{who.Name} by {way}", who.Member, await answer.Content.ReadAsStringAsync()));
            }
        }

        Assert.NotEmpty(_ledger.Sealed);
        Assert.All(had, one => Assert.NotEmpty(one.Raw));
        var leaked = had.SelectMany(one => _ledger.Sealed.Where(said => said.Author != one.Member && one.Raw.Contains(said.Mark, StringComparison.Ordinal)).Select(said => $"{one.Name} has {said}")).ToList();
        Assert.True(leaked.Count == 0, string.Join('\n', leaked));
        // What is on a page of its author is found: else nothing of all this were seen.
        foreach (var said in _ledger.Sealed.Where(said => said.Author == _jon.Who.Member))
            Assert.Contains(had, one => one.Member == said.Author && one.Raw.Contains(said.Mark, StringComparison.Ordinal));
    }

    private async Task GoToNoteAsync(int number)
    {
        await Mara.Page.GetByLabel("Go to point").FillAsync($"note {number}");
        await Mara.PressAsync("Enter");
        await Expect(Mara.Panel.Locator("#panel-h")).ToContainTextAsync($"Note {number} at");
    }
}
