using System.Text.RegularExpressions;
using Collab.Browser.Tests.Sessions.Scripted;
using Collab.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>What a moderator leads thirty people through.</summary>
public sealed partial class ScriptedSeminarTests
{
    private async Task RoundAsync()
    {
        await Mara.Button($"Next: point {Blind} (5 min)").ClickAsync();
        await Expect(Line(_kai.Reader)).ToContainTextAsync(new Regex(@"We are at point 5 \(2 of 3\); read these pins: note \d+, note \d+, note \d+\d:"));
        var pins = Expected.Pinned(await _room.SnapshotAsync(_room.Owner), _clauses[Blind]);
        await Expect(_lena.Reader.Page.Locator(".wall blockquote footer")).ToHaveTextAsync(pins.Select(pin => $"Mara Stein, note {pin}"));
        await Expect(Line(_jon.Reader).GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^note") })).ToHaveTextAsync(pins.Select(pin => $"note {pin}"));

        await Mara.Page.GetByLabel("Who has written", new() { Exact = true }).CheckAsync();
        await Mara.Button($"Begin at point {Blind}").ClickAsync();
        await Expect(RoundAt(_kai.Reader, Blind)).ToBeVisibleAsync();
        var writing = Others.WriteBlindlyAsync(Blind);
        await _kai.Reader.PressAsync(Blind, "c");
        await TypeAsync(_kai.Reader, _ledger.Seal(_kai.Who.Member).Text);
        foreach (var seat in new[] { _jon, _ida })
        {
            await seat.Reader.Button($"Write at point {Blind}").ClickAsync();
            await seat.Reader.WriteAsync(_ledger.Seal(seat.Who.Member).Text);
            await seat.Reader.LeaveAsync();
            await Expect(seat.Reader.Clause(Blind).Locator(".aside")).ToHaveCountAsync(1);
        }

        await Expect(Mara.Panel).ToContainTextAsync($"{await writing + 3} notes by ");
        await LeaksNothingAsync();
        await Mara.Panel.GetByRole(AriaRole.Button, new() { Name = $"Reveal the notes at point {Blind}" }).ClickAsync();
        await Mara.Panel.GetByRole(AriaRole.Button, new() { Name = "Reveal now" }).ClickAsync();
        foreach (var seat in new[] { _mara, _ida, _jon, _kai })
            await Expect(RoundAt(seat.Reader, Blind)).ToHaveCountAsync(0);
        _ledger.Unseal(revealed: true);
        await SettledAsync();
    }

    private async Task LeadAsync()
    {
        // Who has selected and written something follows no more until they say so.
        await _ida.Reader.Button("Resume following").ClickAsync();
        await Mara.Button($"Next: point {Last}").ClickAsync();
        await Expect(_ida.Reader.Clause(Last)).ToBeInViewportAsync();
        await Mara.SelectAsync(Last, "betraying the slogan of Soviet power");
        await Mara.Button("Lead here").ClickAsync();
        await _ida.Reader.ExpectPaintedAsync("betraying the slogan", "lead");
        await Expect(Line(_kai.Reader)).ToContainTextAsync("We are at point 3: “betraying the slogan of Soviet power” (3 of 3)");
        await Expect(_lena.Reader.Page.Locator(".wall mark")).ToHaveTextAsync("betraying the slogan of Soviet power");
        // Who does not follow is asked.
        await Expect(_jon.Reader.Notices).ToContainTextAsync("Mara Stein leads to point 3");
        await _jon.Reader.Button("Go").ClickAsync();
        await Expect(_jon.Reader.Clause(Last)).ToBeInViewportAsync();
        await Others.TalkAsync(Last, Blind);
    }

    private async Task TakeStancesAsync()
    {
        var taking = Others.TakeStancesAsync(Last, Scale);
        var jon = _jon.Reader.Clause(Last);
        await jon.Locator(".stances > button").ClickAsync();
        await jon.GetByLabel("disagree", new() { Exact = true }).CheckAsync();
        await jon.GetByRole(AriaRole.Button, new() { Name = "Take this stance" }).ClickAsync();
        await HeardAsync("StanceTaken", _jon.Who.Member);
        await taking;

        var kai = _kai.Reader;
        await kai.Clause(Last).FocusAsync();
        await kai.TabToAsync(kai.Clause(Last).Locator(".stances > button"));
        await kai.PressAsync("Enter", "ArrowDown", "Tab");
        await kai.Page.Keyboard.TypeAsync(_ledger.Say(_kai.Who.Member).Text);
        await kai.PressAsync("Tab", "Enter");
        await HeardAsync("StanceTaken", _kai.Who.Member);
        await SettledAsync();
        var held = Expected.Stances(await _room.SnapshotAsync(_room.Owner), _clauses[Last]);
        await Expect(_lena.Reader.Page.GetByText($"Stances: {held}", new() { Exact = true })).ToBeVisibleAsync();
    }

    private async Task SpeakAsync()
    {
        await Others.RaiseHandsAsync(Last);
        await _kai.Reader.TabToAsync(_kai.Reader.Button($"Raise hand at point {Last}"), "Shift+Tab");
        await _kai.Reader.PressAsync("Enter");
        await Mara.Button("Give the floor to Kai Lund").ClickAsync();
        await Expect(Line(_kai.Reader)).ToContainTextAsync("You have the floor");
        await Expect(_lena.Reader.Page.Locator(".wall-foot")).ToContainTextAsync("Kai Lund has the floor");
        await Mara.Panel.GetByText("Said aloud", new() { Exact = true }).ClickAsync();
        await Expect(Mara.Page.GetByLabel("Who said it").Locator("option:checked")).ToHaveTextAsync("Kai Lund");
        var aloud = _ledger.Say(_mara.Who.Member);
        await Mara.Page.GetByLabel("In short").FillAsync(aloud.Text);
        await Mara.Button("Note it").ClickAsync();
        await HeardAsync("AnnotationAdded", aloud.Mark);
        await Mara.Panel.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await Expect(Line(_kai.Reader)).Not.ToContainTextAsync("You have the floor");
    }
}
