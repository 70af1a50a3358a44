using System.Text.Json;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Safety;

/// <summary>What people write is shown and never run, wherever it is shown.</summary>
public sealed class InjectionTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private static readonly string[] Payloads =
    [
        "<script>globalThis.ran=1</script>",
        "<img src=x onerror=globalThis.ran=2>",
        "<svg onload=globalThis.ran=3>",
        "\"><script>globalThis.ran=4</script>",
        "'><img src=x onerror='globalThis.ran=5'>",
        "</script><script>globalThis.ran=6</script>",
        "</textarea><script>globalThis.ran=7</script>",
        "</title><script>globalThis.ran=8</script>",
        "<!--<script>--><script>globalThis.ran=9</script>",
        "[a](javascript:globalThis.ran=10)",
        "[a](JaVaScRiPt&colon;globalThis.ran=11)",
        "![a](x\"onerror=\"globalThis.ran=12)",
        "<a href=\"jav&#x09;ascript:globalThis.ran=13\">a</a>",
        "[a](data:text/html,<script>globalThis.ran=14</script>)",
        "<iframe srcdoc=\"<script>top.ran=15</script>\">",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=ran=16>",
        "<details open ontoggle=globalThis.ran=17>",
        "<base href=http://evil.example/><link rel=stylesheet href=//evil.example>",
        "<meta http-equiv=refresh content=\"0;url=http://evil.example\">",
        "{{constructor.constructor('globalThis.ran=20')()}}${globalThis.ran=20}",
        "<style>@import 'http://evil.example/a.css';</style>",
        "</style><body onload=globalThis.ran=22>",
    ];

    [Fact]
    public async Task Nothing_that_people_write_is_run_or_fetched_on_any_page()
    {
        // The text itself is hostile, and so are title, names, notes, tags, quotations and reasons.
        var room = await Room.WithPointsAsync(Server, string.Concat(Payloads[..8]), Payloads);
        var mara = await room.JoinAsync(Role.Moderator, "Mara Stein");
        var reader = await EnterAsync(room, Role.Annotator, "Ida Berg");
        for (var i = 0; i < Payloads.Length; i++)
        {
            var payload = Payloads[i];
            var author = await room.JoinAsync(Role.Annotator, payload.Length <= 80 ? payload : payload[..80]);
            var label = $"{i + 1}";
            var note = await room.WriteAsync(author, label, payload, quote: payload, tags: [payload.Length <= 40 ? payload : payload[..40]], pin: false);
            await room.ReplyAsync(author, (string)note["id"]!, payload);
            if (i % 3 == 1)
                await room.DoAsync(mara, (string)note["id"]!, "hide", new { reason = payload });
            else if (i % 3 == 2)
                await PinAsync(room, mara, note["id"]!.ToString(), label);
        }

        // As it arrives, as it is loaded, and in every panel.
        await Expect(reader.Page.Locator(".bar-count")).ToHaveTextAsync($"{Payloads.Length * 2} notes");
        await LookAsync(reader, "the live room");
        await reader.OpenRoomAsync();
        await LookAsync(reader, "the room");
        foreach (var number in new[] { 1, 3, 19, 29 })
        {
            await reader.GoAsync($"{room.Path}#note-{number}");
            await Expect(reader.Panel).ToBeVisibleAsync();
            await LookAsync(reader, $"note {number}");
        }

        await reader.OpenRoomAsync("?words=ran");
        await reader.PressAsync("/");
        await Expect(reader.Panel.Locator(".found")).ToBeVisibleAsync();
        await LookAsync(reader, "the search");
        var moderator = await BrowserOfAsync(mara, room);
        foreach (var page in new[] { "", "/reading", "/manage", "/export", "/export?format=html", "/export?format=json", "/export?format=csv" })
        {
            await moderator.GoAsync(room.Path + page);
            await Expect(moderator.Page.Locator("main")).ToBeVisibleAsync();
            await LookAsync(moderator, page);
        }

        await moderator.GoAsync("/");
        await LookAsync(moderator, "home");
        await moderator.GoAsync("/import");
        await moderator.Page.GetByLabel("Paste the text").FillAsync(string.Join("\n\n", Payloads.Select((payload, i) => $"{i + 1}. {payload}")));
        await moderator.Button("See how it splits").ClickAsync();
        await Expect(moderator.Page.Locator(".split-clause").First).ToBeVisibleAsync();
        await LookAsync(moderator, "the split");
    }

    [Fact]
    public async Task Nothing_runs_in_the_exported_page_from_disk()
    {
        var room = await Room.WithPointsAsync(Server, string.Concat(Payloads[..8]), Payloads);
        var author = await room.JoinAsync(Role.Annotator, Payloads[1]);
        for (var i = 0; i < Payloads.Length; i++)
            await room.WriteAsync(author, $"{i + 1}", Payloads[i], quote: Payloads[i], tags: [Payloads[i].Length <= 40 ? Payloads[i] : Payloads[i][..40]]);
        using var export = await room.Owner.GetAsync($"/api/documents/{room.Document}/export?format=html");
        var file = Path.Combine(Directory.CreateTempSubdirectory("collab-test-").FullName, "export.html");
        await File.WriteAllBytesAsync(file, await export.Content.ReadAsByteArrayAsync());
        var reader = await BrowserOfAsync(null);

        await reader.GoAsync(new Uri(file).AbsoluteUri);
        await Expect(reader.Page.GetByText("globalThis.ran=3").First).ToBeVisibleAsync();

        await LookAsync(reader, "the export");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static async Task PinAsync(Room room, Participant who, string note, string label)
    {
        using var response = await who.PutAsync($"{room.Note(note)}/pin", new { commandId = Guid.NewGuid(), clause = await room.ClauseAsync(label) });
        await response.JsonAsync();
    }

    /// <summary>Nothing ran, and nothing stands in the page that a click or a mouse would run.</summary>
    private static async Task LookAsync(Reader who, string where)
    {
        var found = await who.Page.EvaluateAsync<JsonElement>("""
            () => ({
              ran: globalThis.ran ?? null,
              handlers: [...document.querySelectorAll('*')].filter(element => [...element.attributes].some(attribute => /^on/i.test(attribute.name))).map(element => element.outerHTML.slice(0, 200)),
              links: [...document.querySelectorAll('a[href], form[action], iframe, object, embed, base, meta[http-equiv=refresh], link[href]')]
                .filter(element => !/^(https?|file|mailto):$/.test(new URL(element.getAttribute('href') ?? element.getAttribute('action') ?? 'javascript:', location.href).protocol) || /evil/.test(element.getAttribute('href') ?? ''))
                .map(element => element.outerHTML.slice(0, 200)),
            })
            """);
        Assert.True(found.GetProperty("ran").ValueKind == JsonValueKind.Null, $"{where}: payload {found.GetProperty("ran")} ran");
        Assert.Equal("[]", found.GetProperty("handlers").GetRawText());
        Assert.Equal("[]", found.GetProperty("links").GetRawText());
    }
}
