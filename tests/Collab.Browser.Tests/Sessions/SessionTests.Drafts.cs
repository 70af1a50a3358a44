using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>A pin that is prepared, and comes when its point does.</summary>
public sealed partial class SessionTests
{
    [Fact]
    public async Task A_pin_is_prepared_seen_by_moderators_alone_and_there_for_all_when_the_session_comes_to_its_point()
    {
        var room = await NewRoomAsync();
        var mara = await EnterAsync(room, Role.Moderator, "Mara Stein", Axe.Options);
        var (other, ida) = (await EnterAsync(room, Role.Moderator, "Noor Haddad"), await EnterAsync(room, Role.Annotator, "Ida Berg"));

        await mara.Clause("4").Locator(".comment").ClickAsync();
        await mara.Composer.GetByLabel("Pin to point 4").CheckAsync();
        await mara.Composer.GetByLabel("Only when we come to it").CheckAsync();
        await mara.WriteAsync("Mind who is meant.");
        await Expect(Spoken(mara)).ToContainTextAsync("Kept until its point is reached");
        await Expect(Own(mara)).ToContainTextAsync("Pinned when we come here");
        await Own(mara).GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Own(mara).GetByLabel("Your note").FillAsync("Mind who is meant by it.");
        await mara.Button("Save").ClickAsync();
        await Expect(Own(mara)).ToContainTextAsync("by it.");

        await other.OpenRoomAsync();
        await Expect(Own(other)).ToContainTextAsync("Mara Stein");
        await Expect(Own(other).GetByRole(AriaRole.Button, new() { Name = "Edit" })).ToHaveCountAsync(0);
        await Expect(Own(other).GetByRole(AriaRole.Button, new() { Name = "Pin now" })).ToBeVisibleAsync();
        await other.Button("Menu").ClickAsync();
        await other.Page.GetByLabel("Presenting on a projector").CheckAsync();
        await Expect(Own(other)).ToHaveCountAsync(0);

        await mara.Button("Menu").ClickAsync();
        await mara.Button("Lead a session").ClickAsync();
        await Expect(mara.Panel).ToContainTextAsync("Prepared pins: point 4 (1)");
        await mara.Button("Open a session").ClickAsync();
        await Expect(Line(ida)).ToBeVisibleAsync();
        await Expect(ida.Page.GetByText("Mind who is meant")).ToHaveCountAsync(0);
        await mara.Button("Close").ClickAsync();
        await mara.Button("Point 4: lock, lead").ClickAsync();
        await mara.Button("Bring everyone to point 4").ClickAsync();
        await Expect(ida.Card("Mind who is meant by it.")).ToContainTextAsync("Pinned");
        await Expect(Line(ida)).ToContainTextAsync("We are at point 4; read this pin");
        await Expect(Own(mara)).ToHaveCountAsync(0);

        // Who is a moderator no more keeps what was to be pinned, as a note.
        await mara.Clause("6").Locator(".comment").ClickAsync();
        await mara.Composer.GetByLabel("Pin to point 6").CheckAsync();
        await mara.Composer.GetByLabel("Only when we come to it").CheckAsync();
        using (var demoted = await room.Owner.PatchAsync($"/api/seminars/{room.Seminar}/members/{mara.Who!.Member}", new { role = "annotator" }))
            demoted.EnsureSuccessStatusCode();
        await Expect(mara.Composer.GetByLabel("Pin to point 6")).ToHaveCountAsync(0);
        await Expect(mara.Composer.GetByLabel("Only when we come to it")).ToHaveCountAsync(0);
        await mara.WriteAsync("Once mine to pin.");
        await Expect(ida.Card("Once mine to pin.")).ToBeVisibleAsync();
        await Expect(ida.Card("Once mine to pin.")).Not.ToContainTextAsync("Pinned");
    }
}
