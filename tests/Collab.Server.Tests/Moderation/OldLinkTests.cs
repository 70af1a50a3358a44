using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Moderation;

/// <summary>Whoever was removed or given fewer rights, and has a link still.</summary>
[Collection(ServerCollection.Name)]
public sealed class OldLinkTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M205_Who_was_removed_or_lowered_is_let_in_again_by_new_links_alone()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var (ann, mona, olaf) = (await Server.JoinAsync(Role.Annotator, seminar: seminar), await Server.JoinAsync(Role.Moderator, seminar: seminar), await Server.JoinAsync(Role.Owner, seminar: seminar));
        var links = new Dictionary<string, string>();
        foreach (var role in new[] { "annotator", "moderator", "owner" })
            links[role] = await InviteAsync(role);
        using var shown = await owner.PostAsync($"/api/seminars/{seminar}/code");
        var code = (string)(await shown.JsonAsync())["code"]!;
        var operators = await Server.Services.GetRequiredService<OwnerLinks>().MakeAsync(seminar, remote: true);

        Assert.Equal("204", await mona.DeleteAsync($"/api/seminars/{seminar}/members/{ann.Member}").OutcomeAsync());
        Assert.Equal("200", await LowerAsync(mona));
        Assert.Equal("200", await LowerAsync(olaf));
        foreach (var (who, way) in new (Participant Who, object Way)[]
        {
            (ann, new { secret = links["annotator"] }), (ann, new { code }),
            (mona, new { secret = links["moderator"] }), (mona, new { secret = links["annotator"] }), (mona, new { code }),
            (olaf, new { secret = links["owner"] }), (olaf, new { secret = operators }),
        })
            Assert.Equal((way, "403 old-link"), (way, await who.PostAsync("/api/join", way).OutcomeAsync()));
        Assert.Equal("404 not-found", await ann.GetAsync($"/api/documents/{document}").OutcomeAsync());
        Assert.Equal("403 forbidden", await mona.GetAsync($"/api/seminars/{seminar}/queue").OutcomeAsync());

        // Whoever is refused uses nothing up: the link is for another owner still.
        Assert.Equal("200", await Server.Stranger().PostAsync("/api/join", new { secret = operators, displayName = "Olga Neu" }).OutcomeAsync());

        // The class comes by its link and its code as before, and whoever was removed by a new link.
        Assert.Equal("200", await Server.Stranger().PostAsync("/api/join", new { secret = links["annotator"], displayName = "Noor Haddad" }).OutcomeAsync());
        Assert.Equal("200", await Server.Stranger().PostAsync("/api/join", new { code, displayName = "Ida Lund" }).OutcomeAsync());
        using var back = await ann.PostAsync("/api/join", new { secret = await InviteAsync("annotator") });
        Assert.Equal(ann.Member, (string)(await back.JsonAsync())["member"]!);

        async Task<string> InviteAsync(string role)
        {
            using var made = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role });
            return ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        }

        Task<string> LowerAsync(Participant who) => owner.PatchAsync($"/api/seminars/{seminar}/members/{who.Member}", new { role = "reader" }).OutcomeAsync();
    }

    [Fact]
    public async Task M242_Who_reads_or_is_a_guest_stays_so_by_a_code_read_off_a_wall()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { guestsExport = false }).OutcomeAsync());
        var (reader, guest) = (await Server.JoinAsync(Role.Reader, seminar: seminar), await Server.JoinAsync(Role.Guest, seminar: seminar));
        using var shown = await owner.PostAsync($"/api/seminars/{seminar}/code");
        var code = (string)(await shown.JsonAsync())["code"]!;
        foreach (var (who, role) in new[] { (reader, "reader"), (guest, "guest") })
        {
            using var joined = await who.PostAsync("/api/join", new { code });
            var seat = await joined.JsonAsync();
            Assert.Equal((who.Member, role), ((string)seat["member"]!, (string)seat["role"]!));
            var now = new Participant(Server, who.Name, joined.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
            if (who == reader)
                Assert.Equal("403 forbidden", await now.PostAsync($"/api/documents/{document}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "Up.", format = "markdown" } }).OutcomeAsync());
            else
                Assert.Equal("403 forbidden", await now.GetAsync($"/api/documents/{document}/export?format=json").OutcomeAsync());
        }
    }

    [Fact]
    public async Task M243_An_owner_who_was_removed_comes_back_by_no_link_of_their_own_making()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        var other = await Server.JoinAsync(Role.Owner, "Otto Weiss", seminar);
        async Task<string> MadeAsync(string role)
        {
            using var made = await other.PostAsync($"/api/seminars/{seminar}/invites", new { role });
            return ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        }

        var (high, low) = (await MadeAsync("owner"), await MadeAsync("reader"));
        Assert.Equal("204", await owner.DeleteAsync($"/api/seminars/{seminar}/members/{other.Member}").OutcomeAsync());
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join", new { secret = high, displayName = "Nobody else" }).OutcomeAsync());
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join/look", new { secret = high }).OutcomeAsync());
        Assert.Equal("200", await Server.Stranger().PostAsync("/api/join", new { secret = low, displayName = "Noor Haddad" }).OutcomeAsync());
        var rows = (await owner.ReadAsync($"/api/seminars/{seminar}/invites"))["items"]!.AsArray();
        Assert.Equal([("owner", true), ("reader", false)], rows.Select(row => ((string)row!["role"]!, (bool?)row["ended"] == true)).Order());
        Assert.Contains("ended: who made it is here no more", await owner.Http.GetStringAsync($"/seminars/{seminar}/manage"), StringComparison.Ordinal);
        Assert.Equal("200", await owner.PostAsync($"/api/seminars/{seminar}/members/{other.Member}/restore", new { }).OutcomeAsync());
        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/members/{other.Member}", new { role = "moderator" }).OutcomeAsync());
        Assert.Contains("ended: the role of who made it is now moderator", await owner.Http.GetStringAsync($"/seminars/{seminar}/manage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_left_by_themselves_comes_back_by_the_link_that_they_have()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        var ann = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "annotator" });
        Assert.Equal("204", await ann.DeleteAsync($"/api/seminars/{seminar}/members/{ann.Member}").OutcomeAsync());
        using var back = await ann.PostAsync("/api/join", new { secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1] });
        Assert.Equal(ann.Member, (string)(await back.JsonAsync())["member"]!);
    }
}
