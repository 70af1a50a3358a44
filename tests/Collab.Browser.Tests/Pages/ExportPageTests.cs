using System.IO.Compression;
using System.Text.RegularExpressions;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Pages;

public sealed class ExportPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Every_plain_link_gives_a_file()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await ida.GoAsync($"{room.Path}/export");

        var links = ida.Page.Locator(".plain-links a");
        await Expect(links).ToHaveCountAsync(11);
        foreach (var link in await links.AllAsync())
        {
            var answer = await ida.Context.APIRequest.GetAsync((await link.GetAttributeAsync("href"))!);
            Assert.Equal(200, answer.Status);
            Assert.Contains("attachment", answer.Headers["content-disposition"], StringComparison.Ordinal);
            Assert.Contains("Whose majority is counted?", await TextOfAsync(answer), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_and_format_are_chosen_with_a_preview_and_the_file_downloads_under_a_name()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await ida.GoAsync($"{room.Path}/export");
        await ida.Page.GetByLabel("Which point").SelectOptionAsync(await ida.Page.GetByLabel("Which point").Locator("option", new() { HasText = "Point 3:" }).GetAttributeAsync("value") ?? "");
        await Expect(ida.Page.GetByLabel("One point")).ToBeCheckedAsync();
        await ida.Page.GetByLabel("Plain text", new() { Exact = false }).CheckAsync();
        await ida.Button("Show a preview").ClickAsync();

        await Expect(ida.Page.Locator("pre.preview").First).ToContainTextAsync("Whose majority is counted?");
        await Expect(ida.Page.Locator("pre.preview").First).Not.ToContainTextAsync("Copied, they say.");
        var download = await ida.Page.RunAndWaitForDownloadAsync(() => ida.Page.Locator("a.primary[download]").ClickAsync());
        Assert.EndsWith(".txt", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.Contains("Whose majority is counted?", await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_part_of_the_text_can_be_chosen()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await ida.GoAsync($"{room.Path}/export");
        var clauses = (await room.SnapshotAsync(room.Owner))["clauses"]!.AsArray();
        Assert.Equal(clauses.Select(clause => (string)clause!["id"]!), await ida.Page.GetByLabel("Which point").Locator("option").EvaluateAllAsync<string[]>("options => options.map(option => option.value)"));
        Assert.Contains(clauses, clause => clause!["label"] is null);
    }

    [Fact]
    public async Task Notes_are_searched_picked_and_kept_over_pages_and_only_they_leave()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await ida.GoAsync($"{room.Path}/export");
        await ida.Page.GetByText("Pick notes").ClickAsync();
        await ida.Page.GetByLabel("With these words").FillAsync("MAJORITY counted");
        await ida.Button("Search").ClickAsync();
        await Expect(ida.Page.Locator("#picks input[name=annotation]")).ToHaveCountAsync(1);
        await ida.Page.GetByLabel("Note 1,").CheckAsync();
        await Expect(ida.Page.GetByLabel("Selected notes")).ToBeCheckedAsync();
        await ida.Page.GetByLabel("With these words").FillAsync("copied");
        await ida.Button("Search").ClickAsync();
        await Expect(ida.Page.GetByRole(AriaRole.Group, new() { Name = "Picked" }).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await ida.Page.GetByLabel("Note 3,").CheckAsync();
        await ida.Button("Show a preview").ClickAsync();

        await Expect(ida.Page.Locator(".plain-links a").First).ToHaveAttributeAsync("href", new Regex("annotation=1&annotation=3$"));
        foreach (var link in await ida.Page.Locator(".plain-links a").AllAsync())
        {
            var text = await TextOfAsync(await ida.Context.APIRequest.GetAsync((await link.GetAttributeAsync("href"))!));
            Assert.All(["Copied, they say.", "Whose majority is counted?"], words => Assert.Contains(words, text, StringComparison.Ordinal));
            Assert.DoesNotContain("That of the delegates.", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_with_notes_opens_with_these_picked()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await ida.GoAsync($"{room.Path}/export?annotation=3&annotation=2");
        await Expect(ida.Page.GetByLabel("Selected notes")).ToBeCheckedAsync();
        await Expect(ida.Page.GetByRole(AriaRole.Group, new() { Name = "Picked" }).GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(2);
        await Expect(ida.Page.Locator("pre.preview").First).Not.ToContainTextAsync("Whose majority is counted?");
    }

    [Fact]
    public async Task As_of_a_state_the_page_and_its_links_give_that_state()
    {
        var (room, ida) = await SmallDiscussionAsync();
        var seq = (long)(await room.SnapshotAsync(room.Owner))["seq"]!;
        await room.WriteAsync(ida.Who!, "1", "A later thought.");
        await ida.GoAsync($"{room.Path}/export");
        await ida.Page.GetByLabel("As of").FillAsync($"{seq}");
        await ida.Button("Show a preview").ClickAsync();

        await Expect(ida.Page.GetByText($"State {seq} of the record")).ToBeVisibleAsync();
        foreach (var link in await ida.Page.Locator(".plain-links a").AllAsync())
            Assert.DoesNotContain("A later thought.", await (await ida.Context.APIRequest.GetAsync((await link.GetAttributeAsync("href"))!)).TextAsync(), StringComparison.Ordinal);

        await ida.Page.GetByLabel("As of").FillAsync("999999");
        await ida.Button("Show a preview").ClickAsync();
        await Expect(ida.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("at is a seq from 1 to");
        await Expect(ida.Page.GetByLabel("As of")).ToHaveValueAsync("999999");
    }

    [Fact]
    public async Task Times_are_in_the_zone_of_the_browser_until_another_is_chosen()
    {
        var (room, ida) = await SmallDiscussionAsync();
        var reader = await BrowserOfAsync(ida.Who!, room, new() { TimezoneId = "Asia/Calcutta" });
        await reader.GoAsync($"{room.Path}/export");
        await Expect(reader.Page.GetByLabel("Times in")).ToHaveValueAsync("Asia/Kolkata");
        await Expect(reader.Page.Locator("pre.preview").First).ToContainTextAsync("(UTC+05:30)");
        await reader.Page.GetByLabel("Times in").SelectOptionAsync("Asia/Kathmandu");
        await reader.Button("Show a preview").ClickAsync();
        await Expect(reader.Page.Locator("pre.preview").First).ToContainTextAsync("(UTC+05:45)");
    }

    [Fact]
    public async Task The_exported_web_page_shows_text_and_notes_from_disk_and_runs_nothing()
    {
        var (room, ida) = await SmallDiscussionAsync();
        await room.WriteAsync(ida.Who!, "1", "<script>globalThis.ran = 1</script><img src=x onerror='globalThis.ran = 1'> [link](javascript:globalThis.ran=1)");
        await ida.GoAsync($"{room.Path}/export?format=html");
        var download = await ida.Page.RunAndWaitForDownloadAsync(() => ida.Page.Locator("a.primary[download]").ClickAsync());
        var file = Path.Combine(Directory.CreateTempSubdirectory("collab-test-").FullName, download.SuggestedFilename);
        await download.SaveAsAsync(file);
        var reader = await BrowserOfAsync(null);
        var asked = 0;
        reader.Context.Request += (_, _) => Interlocked.Increment(ref asked);

        await reader.GoAsync(new Uri(file).AbsoluteUri);

        await Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Resolution of C.C.");
        await Expect(reader.Page.GetByText("Whose majority is counted?")).ToBeVisibleAsync();
        await Expect(reader.Page.GetByText("That of the delegates.")).ToBeVisibleAsync();
        await Expect(reader.Page.Locator("mark", new() { HasText = "the majority at the Second" })).ToHaveCountAsync(1);
        Assert.Equal(0, await reader.Page.Locator("script").CountAsync());
        Assert.Equal(0, await reader.Page.Locator("img[onerror], a[href^='javascript:' i]").CountAsync());
        Assert.True(await reader.Page.EvaluateAsync<bool>("() => globalThis.ran === undefined"));
        Assert.Equal(1, asked);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Hidden_words_leave_by_no_export_of_a_member()
    {
        var (room, ida) = await SmallDiscussionAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var note = await room.WriteAsync(jon, "2", "A rude remark.");
        await room.DoAsync(room.Owner, (string)note["id"]!, "hide", new { reason = "rude" });
        await ida.GoAsync($"{room.Path}/export");
        foreach (var link in await ida.Page.Locator(".plain-links a").AllAsync())
            Assert.DoesNotContain("A rude remark.", await TextOfAsync(await ida.Context.APIRequest.GetAsync((await link.GetAttributeAsync("href"))!)), StringComparison.Ordinal);
        Assert.DoesNotContain("A rude remark.", await ida.Page.ContentAsync(), StringComparison.Ordinal);
    }

    /// <summary>What a file says; of a Word document what all its parts say.</summary>
    private static async Task<string> TextOfAsync(IAPIResponse answer)
    {
        var body = await answer.BodyAsync();
        if (body is not [(byte)'P', (byte)'K', ..])
            return await answer.TextAsync();
        using var archive = new ZipArchive(new MemoryStream(body));
        return string.Concat(archive.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
    }

    private async Task<(Room Room, Reader Ida)> SmallDiscussionAsync()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Brook");
        var note = await room.WriteAsync(jon, "3", "Whose majority is counted?", "the majority at the Second All-Russia Congress of Soviets");
        await room.ReplyAsync(room.Owner, (string)note["id"]!, "That of the delegates.");
        await room.WriteAsync(jon, "8", "Copied, they say.");
        return (room, await BrowserOfAsync(await room.JoinAsync(Role.Annotator, "Ida Berg"), room));
    }
}
