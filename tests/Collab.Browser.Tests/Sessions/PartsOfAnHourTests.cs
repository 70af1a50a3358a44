using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>The pictures of the docs about a led hour: each part by daylight, in the dark and on a phone.</summary>
public sealed class PartsOfAnHourTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Each_part_of_an_hour_is_seen_at_a_desk_in_the_dark_and_on_a_phone()
    {
        var room = await NewRoomAsync();
        var (lena, tomas) = (await room.JoinAsync(Role.Annotator, "Lena Voss"), await room.JoinAsync(Role.Annotator, "Tomas Lind"));
        var mara = await EnterAsync(room, Role.Moderator, "Mara Okonkwo");
        var nadia = await EnterAsync(room, Role.Annotator, "Nadia Karim");
        // What was there before her first visit counts as read. She is there when the session is opened, and then is not for a while.
        await room.DoAsync(mara.Who!, "session/open", new { commandId = Guid.NewGuid(), title = "The second evening" });
        await Expect(nadia.Page.Locator(".hour")).ToContainTextAsync("The second evening");
        await nadia.Page.CloseAsync();
        await TalkAsync(room, mara.Who!, lena, tomas, nadia.Who!.Member);
        await room.DoAsync(mara.Who!, "agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = await room.ClauseAsync("2"), seconds = 300 }, new { clause = await room.ClauseAsync("3"), seconds = 600 } } });
        await LeadAsync(room, mara.Who!, "2", "nothing but intimidation by the bourgeoisie");
        foreach (var (who, stance, reason) in new[] { (mara.Who!, "abstain", ""), (lena, "agree", "It names who gains by waiting."), (tomas, "agree with changes", "Strike “criminal”.") })
            await room.DoAsync(who, $"clauses/{await room.ClauseAsync("2")}/stance", reason.Length > 0 ? new { commandId = Guid.NewGuid(), stance, reason } : new { commandId = Guid.NewGuid(), stance });

        // Back after a while: what is new, and who named her.
        await nadia.ReopenAsync();
        await Expect(nadia.Notices).ToContainTextAsync("Since you left:");
        await nadia.PressAsync("i");
        await Expect(nadia.Panel).ToContainTextAsync("Lena Voss mentions you in note");
        await Picture.TakeThreeAsync(nadia, "catching-up");
        await nadia.PressAsync("Escape");
        await nadia.Page.Locator(".since-left").GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();

        var stances = nadia.Clause("2").Locator(".stances");
        await stances.GetByRole(AriaRole.Button).ClickAsync();
        await stances.GetByLabel("agree", new() { Exact = true }).CheckAsync();
        await Picture.TakeThreeAsync(nadia, "stances", () => stances.Locator(".menu-list").EvaluateAsync("menu => menu.scrollIntoView({ block: 'center' })"));
        await nadia.PressAsync("Escape");

        await nadia.PressAsync("/");
        await nadia.Page.GetByLabel("Words").FillAsync("numbers");
        await Expect(nadia.Panel.Locator(".found")).ToContainTextAsync("1 note matches");
        await Picture.TakeThreeAsync(nadia, "search");
        await nadia.Button("Filter: 1").WaitForAsync();
        await nadia.Page.GetByLabel("Words").FillAsync("");
        await nadia.PressAsync("Escape");
        await nadia.Button("Menu").ClickAsync();
        await nadia.Page.GetByLabel("Heat by sentence").CheckAsync();
        await nadia.PressAsync("Escape");
        await Expect(nadia.Clause("2")).ToContainTextAsync("most on the");
        await Picture.TakeThreeAsync(nadia, "heat", () => nadia.Clause("2").EvaluateAsync("point => { scrollTo(0, point.getBoundingClientRect().top + scrollY - 160); }"));
        await nadia.Button("Heat off").ClickAsync();

        // The wall with all that it can show: the time, who speaks, whose hands are up, the code.
        await room.DoAsync(mara.Who!, "timer", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("2"), seconds = 300 });
        await room.DoAsync(lena, "hand", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("2") });
        await room.DoAsync(tomas, "hand", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync("2") });
        await room.DoAsync(mara.Who!, "floor", new { commandId = Guid.NewGuid(), member = lena.Member });
        using (var code = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/code", new { role = "guest" }))
            code.EnsureSuccessStatusCode();
        await mara.GoAsync($"{room.Path}/projector");
        await Expect(mara.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Point 2");
        await Picture.TakeThreeAsync(mara, "projector");

        // A round, as it looks to somebody who has written in it.
        await room.DoAsync(mara.Who!, $"clauses/{await room.ClauseAsync("3")}/round/open", new { commandId = Guid.NewGuid(), show = "names" });
        await room.WriteAsync(lena, "3", "A majority of those present, or of those elected?");
        await room.WriteAsync(tomas, "3", "“Entrusted” says more than “gave”.");
        await nadia.Button("Write at point 3").ClickAsync();
        await nadia.WriteAsync("It counts a majority, and says of whom only in passing.");
        await nadia.LeaveAsync();
        await Expect(nadia.Clause("3").Locator(".round")).ToContainTextAsync("3 notes by");
        await Picture.TakeThreeAsync(nadia, "round", () => nadia.Clause("3").EvaluateAsync("point => { scrollTo(0, point.getBoundingClientRect().top + scrollY - 230); }"));

        await nadia.Button("Menu").ClickAsync();
        await nadia.Button("Replay").ClickAsync();
        await Expect(nadia.Page.Locator(".replay")).ToContainTextAsync(new Regex(@"0 of \d+(?!…)"));
        await nadia.PressAsync("End");
        await Expect(nadia.Page.Locator(".replay .moment")).ToContainTextAsync("point 3");
        await Picture.TakeThreeAsync(nadia, "replay", () => nadia.Clause("2").EvaluateAsync("point => { scrollTo(0, point.getBoundingClientRect().top + scrollY - 160); }"));
        await RehearseAsync(room, mara);
    }

    /// <summary>The evening before: the same text with readers who are made up.</summary>
    private static async Task RehearseAsync(Room room, Reader mara)
    {
        using var begun = await mara.Who!.PostAsync($"/api/documents/{room.Document}/rehearsal");
        var copy = (string)(await begun.JsonAsync())["document"]!;
        var point = (string)(await mara.Who!.ReadAsync($"/api/documents/{copy}"))["clauses"]!.AsArray().First(clause => (string?)clause!["label"] is "2" or "2.")!["id"]!;
        foreach (var (what, body) in new (string, object?)[] { ("session/open", new { commandId = Guid.NewGuid(), title = "The second evening" }), ("lead", new { commandId = Guid.NewGuid(), clause = point }), ("rehearsal/act", null) })
        {
            using var answer = await mara.Who!.PostAsync($"/api/documents/{copy}/{what}", body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        await mara.GoAsync($"/rooms/{copy}");
        await mara.Button("Lead").ClickAsync();
        await Expect(mara.Button("Let the readers act")).ToBeVisibleAsync();
        await Expect(mara.Clause("2").Locator(".card").First).ToBeVisibleAsync();
        await Picture.TakeThreeAsync(mara, "rehearsal", () => mara.Clause("2").EvaluateAsync("point => { scrollTo(0, point.getBoundingClientRect().top + scrollY - 230); }"));
    }

    private static async Task TalkAsync(Room room, Participant mara, Participant lena, Participant tomas, string nadia)
    {
        await room.WriteAsync(mara, "2", "Read this point for its passive voice: who intimidates, and who is intimidated?", pin: true);
        await room.WriteAsync(tomas, "2", "“Criminal” is a strong word for hesitating.", "criminal at the present", motivation: "questioning");
        var numbers = (string)(await room.WriteAsync(lena, "1", "Numbers, or principle? It says both in one breath.", "obvious minority", motivation: "questioning"))["id"]!;
        await room.ReplyAsync(tomas, numbers, "Numbers: four had voted against.");
        await room.WriteAsync(lena, "2", $"@{{{nadia}}} You said last time that the press is meant as a place of exile. Is it here, too?", "to the press");
        await room.WriteAsync(tomas, "1", "Threats, not acts.", "ultimatums and threats of resignation");
    }

    private static async Task LeadAsync(Room room, Participant who, string label, string words) =>
        await room.DoAsync(who, "lead", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync(label), quote = new { exact = words } });
}
