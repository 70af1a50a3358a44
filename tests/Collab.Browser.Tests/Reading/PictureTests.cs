using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>The pictures of the README: a seminar of made-up people at the resolution.</summary>
public sealed class PictureTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_room_is_seen_at_a_desk_in_the_dark_and_on_a_phone()
    {
        var room = await NewRoomAsync();
        var (mara, lena) = (await EnterAsync(room, Role.Moderator, "Mara Okonkwo"), await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Lena Voss"), room, Phone.Options));
        var (nadia, tomas) = (await EnterAsync(room, Role.Annotator, "Nadia Karim"), await EnterAsync(room, Role.Annotator, "Tomas Lind"));
        await DiscussAsync(room, mara.Who!, nadia.Who!, tomas.Who!, lena.Who!);
        await nadia.Clause("1").FocusAsync();
        await tomas.Clause("2").FocusAsync();
        await Expect(mara.Page.Locator(".gutter .initials")).ToHaveCountAsync(2);
        await SettleAsync(mara);
        await Picture.TakeAsync(mara, "room.png");

        await mara.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await mara.OpenThreadAsync("Numbers, or principle?");
        await Expect(mara.Note("Both: the one is told as the other.")).ToBeVisibleAsync();
        await SettleAsync(mara);
        await Picture.TakeAsync(mara, "room-dark.png");

        await lena.OpenRoomAsync();
        await lena.Clause("1").EvaluateAsync("point => point.scrollIntoView({ block: 'start' })");
        await SettleAsync(lena);
        await Picture.TakeAsync(lena, "room-phone.png");
    }

    /// <summary>Until what is on its way has come: fonts, notes, colours.</summary>
    private static async Task SettleAsync(Reader who)
    {
        await Expect(who.Card("Read this point first")).ToHaveAttributeAsync("data-number", "1");
        await who.LeaveAsync();
        await who.Page.EvaluateAsync("() => document.fonts.ready");
        await who.ExpectPaintedAsync("historic importance", "note-1", "note-2", "note-3", "note-4", "note-5");
    }

    private static async Task DiscussAsync(Room room, Participant mara, Participant nadia, Participant tomas, Participant lena)
    {
        await room.WriteAsync(mara, "1", "Read this point first for its verbs: **departed, reiterating, yielding, thwarting, sabotaging**. Who acts, and who is acted upon?", pin: true);
        var numbers = (string)(await room.WriteAsync(lena, "1", "Numbers, or principle? It says both in one breath.", "obvious minority", motivation: "questioning"))["id"]!;
        await room.ReplyAsync(tomas, numbers, "Numbers: four had voted against.");
        await room.ReplyAsync(nadia, numbers, "Both: the one is told as the other.");
        await room.WriteAsync(nadia, "1", "Talk, not theory: the word is chosen to wound.", "utterly un-Marxist talk", tags: ["tone"]);
        await room.WriteAsync(tomas, "1", "Threats, not acts.", "ultimatums and threats of resignation");
        await room.WriteAsync(lena, "1", "Compare the will with the decision: are they ever told apart?", "the will and the decision of the Second All-Russia Congress");
        await room.WriteAsync(nadia, "2", "The passive voice hides who was intimidated.", "revolutionary work");
        await room.WriteAsync(tomas, "2", "“Criminal” is a strong word for hesitating.", "criminal at the present", motivation: "questioning");
        await room.WriteAsync(lena, "3", "Which majority is meant here, and who counted it?", "the majority at the Second");
        var preamble = (string)(await room.SnapshotAsync(mara))["clauses"]!.AsArray()[0]!["id"]!;
        using var answer = await nadia.PostAsync($"/api/documents/{room.Document}/annotations", new
        {
            commandId = Guid.NewGuid(),
            targets = new[] { new { clause = preamble, quote = new { exact = "historic importance" } } },
            body = new { text = "Said in the meeting itself, not afterwards.", format = "markdown" },
        });
        answer.EnsureSuccessStatusCode();
    }
}
