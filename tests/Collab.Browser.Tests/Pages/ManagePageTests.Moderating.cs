using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Pages;

/// <summary>What moderators decide: the queue, and who may not write for a while.</summary>
public sealed partial class ManagePageTests
{
    [Fact]
    public async Task In_the_queue_notes_are_approved_rejected_dismissed_and_hidden_and_all_but_an_approval_is_undone()
    {
        var room = await NewRoomAsync();
        var jon = await room.JoinAsync(Role.Annotator, "Jon Sand");
        var flagged = (string)(await room.WriteAsync(jon, "1", "A rude remark."))["id"]!;
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        var mona = await BrowserOfAsync(await room.JoinAsync(Role.Moderator, "Mona Falk"), room, Axe.Options);
        await mona.GoAsync($"/seminars/{room.Seminar}/queue");
        await Expect(mona.Page.Locator(".empty")).ToHaveCountAsync(2);

        await room.DoAsync(ida.Who!, flagged, "flag", new { reason = "Not about the text." });
        using (var approval = await room.Owner.PostAsync($"/api/documents/{room.Document}/approval", new { commandId = Guid.NewGuid(), on = true }))
            Assert.True(approval.IsSuccessStatusCode);
        await room.WriteAsync(jon, "2", "May I ask?");
        await room.WriteAsync(jon, "3", "BUY NOW");
        await mona.Button("Look again").ClickAsync();
        await Expect(Open(mona)).ToHaveCountAsync(3);
        await Expect(Open(mona, "A rude remark.")).ToContainTextAsync("Ida Berg: Not about the text.");
        await Axe.ExpectNothingAmissAsync(mona.Page, "the queue");

        await Open(mona, "May I ask?").GetByRole(AriaRole.Button, new() { Name = "Approve the note by Jon Sand" }).ClickAsync();
        await Expect(Said(mona)).ToHaveTextAsync("Approved. It stands in the text now.");
        await Expect(ida.Card("May I ask?")).ToContainTextAsync("Jon Sand");

        await Open(mona, "BUY NOW").GetByRole(AriaRole.Button, new() { Name = "Reject… the note by Jon Sand" }).ClickAsync();
        await Expect(mona.Page.GetByRole(AriaRole.Dialog, new() { Name = "Reject the note by Jon Sand?" })).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(mona.Page, "the question");
        await mona.Page.Keyboard.PressAsync("Escape");
        await Expect(Open(mona)).ToHaveCountAsync(2);
        await AnswerAsync(mona, Open(mona, "BUY NOW"), "Reject…", "Advertising.");
        await Expect(Said(mona)).ToHaveTextAsync("Rejected.");
        await Expect(Decided(mona, "BUY NOW")).ToContainTextAsync("Rejected by Mona Falk: Advertising.");
        await Decided(mona, "BUY NOW").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Said(mona)).ToHaveTextAsync("It waits again.");
        await Expect(Open(mona, "BUY NOW")).ToBeVisibleAsync();

        await AnswerAsync(mona, Open(mona, "A rude remark."), "Dismiss…", "");
        await Expect(Decided(mona, "A rude remark.")).ToContainTextAsync("Dismissed by Mona Falk");
        await Decided(mona, "A rude remark.").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Said(mona)).ToHaveTextAsync("The flags are in the queue again.");
        await AnswerAsync(mona, Open(mona, "A rude remark."), "Hide…", "rude");
        await Expect(ida.Cards("1")).ToContainTextAsync(["Hidden by a moderator: rude"]);
        await Decided(mona, "A rude remark.").GetByRole(AriaRole.Button, new() { Name = "Restore (note 1)" }).ClickAsync();
        await Expect(Said(mona)).ToHaveTextAsync("The note is shown again.");
        await Expect(ida.Card("A rude remark.")).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(mona.Page, "the queue, decided");
        await Expect(ida.Page.Locator("body")).Not.ToContainTextAsync("BUY NOW");
    }

    [Fact]
    public async Task Who_is_muted_for_a_day_reads_why_and_writes_again_when_let()
    {
        var room = await NewRoomAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg");
        await ida.CommentAsync("1", "Again and again.");
        var mona = await BrowserOfAsync(await room.JoinAsync(Role.Moderator, "Mona Falk"), room, Axe.Options);
        await mona.GoAsync($"{room.Path}/manage");
        await mona.Button("Mute… Ida Berg").ClickAsync();
        await Expect(mona.Page.GetByRole(AriaRole.Dialog, new() { Name = "Mute Ida Berg?" })).ToBeVisibleAsync();
        await Axe.ExpectNothingAmissAsync(mona.Page, "who is to be muted");
        await mona.Page.GetByLabel("It ends").SelectOptionAsync("24");
        await mona.Page.GetByLabel("Is hidden").CheckAsync();
        await mona.Page.GetByLabel("Reason").FillAsync("Take a walk.");
        await mona.Button("Mute").ClickAsync();

        await Expect(Said(mona)).ToHaveTextAsync("Ida Berg is muted.");
        var row = mona.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("^Ida Berg") });
        await Expect(row).ToContainTextAsync("muted until");
        await Expect(row).ToContainTextAsync(": Take a walk. (their notes are hidden)");
        using (var refused = await ida.Who!.PostAsync($"/api/documents/{room.Document}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "And again." } }))
            Assert.Equal(403, (int)refused.StatusCode);
        await mona.Button("Let write again Ida Berg").ClickAsync();
        await Expect(Said(mona)).ToHaveTextAsync("Ida Berg may write again.");
        await Expect(row).Not.ToContainTextAsync("muted");
    }

    private static ILocator Said(Reader who) => who.Page.Locator(".said");

    private static ILocator Open(Reader who, string words = "") => Rows(who, "To decide", words);

    private static ILocator Decided(Reader who, string words) => Rows(who, "Decided", words);

    private static ILocator Rows(Reader who, string section, string words) =>
        who.Page.GetByRole(AriaRole.Region, new() { Name = section, Exact = true }).Locator("li[data-id]", new() { HasText = words });

    private static async Task AnswerAsync(Reader who, ILocator row, string what, string reason)
    {
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{what}") }).ClickAsync();
        await who.Page.GetByLabel("Reason").FillAsync(reason);
        await who.Page.Locator("#ask-yes").ClickAsync();
    }
}
