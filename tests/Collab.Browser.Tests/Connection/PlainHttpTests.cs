using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Connection;

/// <summary>A classroom without certificates: plain HTTP under a name that is not loopback, where browsers withhold what asks for a secure context.</summary>
[Collection(ClipboardCollection.Name)]
public sealed class PlainHttpTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private Uri Plainly => new UriBuilder(Server.Address) { Host = Chromium.PlainHost }.Uri;

    [Fact]
    public async Task Somebody_joins_writes_and_reads_and_is_told_that_others_can_read_along()
    {
        var room = await NewRoomAsync();
        var jon = await EnterAsync(room, Role.Annotator, "Jon Sand");
        var ida = await JoinPlainlyAsync(room, "Ida Berg");
        Assert.False(await ida.Page.EvaluateAsync<bool>("() => isSecureContext || 'randomUUID' in crypto || 'locks' in navigator || 'clipboard' in navigator"));

        await Expect(ida.Notices).ToContainTextAsync("not encrypted");
        await ida.CommentAsync("1", "From the back row.");
        await Expect(jon.Card("From the back row.")).ToHaveCountAsync(1);
        await jon.CommentAsync("1", "Welcome, back row.");
        await Expect(ida.Card("Welcome, back row.")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_is_written_without_a_connection_is_sent_once_there_too()
    {
        var room = await NewRoomAsync();
        var ida = await JoinPlainlyAsync(room, "Ida Berg");
        var line = await Line.LayAsync(ida);
        await ida.Page.ReloadAsync();
        await Expect(ida.State).ToHaveTextAsync("Live");
        await line.CutAsync("**/api/**");
        await ida.CommentAsync("1", "Kept for later.");
        await ida.Page.ReloadAsync();
        await Expect(ida.Card("Kept for later.")).ToContainTextAsync("Not sent yet");

        await line.MendAsync("**/api/**");

        await Expect(ida.Card("Kept for later.")).ToHaveAttributeAsync("data-number", "1");
        Assert.Single((await room.SnapshotAsync(room.Owner))["annotations"]!.AsArray());
    }

    [Fact]
    public async Task An_address_can_be_copied_there_too()
    {
        var room = await NewRoomAsync();
        var ida = await JoinPlainlyAsync(room, "Ida Berg");
        await ida.CommentAsync("1", "Quote me.");
        await Expect(ida.Card("Quote me.")).ToHaveAttributeAsync("data-number", "1");
        await ida.Page.EvaluateAsync("() => document.addEventListener('copy', () => { globalThis.copied = getSelection().toString() || document.activeElement.value; })");

        await Reader.ChooseAsync(ida.Card("Quote me."), "Copy citation");

        Assert.Equal("point 1, note 1", await ida.Page.EvaluateAsync<string>("() => globalThis.copied"));
    }

    [Fact]
    public async Task M209_Who_has_no_script_chooses_a_language_comes_in_by_a_code_and_writes_there_too()
    {
        var room = await NewRoomAsync();
        using var shown = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/code", new { });
        var code = (string)(await shown.JsonAsync())["code"]!;
        var lena = await BrowserOfAsync(null, room, new() { JavaScriptEnabled = false }, Plainly);
        var forms = new List<Microsoft.Playwright.IRequest>();
        lena.Context.Request += (_, request) =>
        {
            if (request.Method == "POST")
                forms.Add(request);
        };
        await lena.GoAsync("/join");
        await lena.Page.GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync();
        await Expect(lena.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await lena.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();

        await lena.Page.GetByLabel("Join code").FillAsync(code);
        await lena.Page.GetByLabel("Your name").FillAsync("Lena Haas");
        await lena.Button("Come in").ClickAsync();
        await Expect(lena.Text("1")).ToBeVisibleAsync();
        await lena.GoAsync($"{room.Path}/reading");
        await lena.Page.GetByText("Comment on point 9", new() { Exact = true }).ClickAsync();
        var section = lena.Page.Locator("section.clause", new() { HasText = "Comment on point 9" });
        await section.GetByLabel("Your note").Last.FillAsync("From the back row.");
        await section.GetByRole(AriaRole.Button, new() { Name = "Post the comment" }).ClickAsync();

        await Expect(lena.Page.Locator("#note-1")).ToContainTextAsync("From the back row.");
        // That the browser says nothing else is what the test is of.
        Assert.Equal(4, forms.Count);
        foreach (var form in forms)
        {
            var headers = await form.AllHeadersAsync();
            Assert.Equal(Plainly.GetLeftPart(UriPartial.Authority), headers["origin"]);
            Assert.DoesNotContain("sec-fetch-site", headers.Keys);
        }
    }

    private async Task<Reader> JoinPlainlyAsync(Room room, string name)
    {
        using var made = await room.Owner.PostAsync($"/api/seminars/{room.Seminar}/invites", new { role = "annotator" });
        var secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        var reader = await BrowserOfAsync(null, room, null, Plainly);
        await reader.GoAsync($"/join#{secret}");
        await reader.Page.GetByLabel("Your name").FillAsync(name);
        await reader.Button("Come in").ClickAsync();
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();
        await Expect(reader.State).ToHaveTextAsync("Live");
        return reader;
    }
}
