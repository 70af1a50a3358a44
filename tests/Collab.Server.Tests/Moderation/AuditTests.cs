using System.Text.Json.Nodes;
using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Moderation;

/// <summary>What was done to a seminar's people, links and rules can be read afterwards. Who may read it is tried by the matrix.</summary>
[Collection(ServerCollection.Name)]
public sealed class AuditTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task It_says_in_order_who_did_what_to_whom_and_by_which_link()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var path = $"/api/seminars/{seminar}";
        var moderator = await Server.JoinAsync(Role.Moderator, "Mona Berg", seminar);
        using var made = await moderator.PostAsync($"{path}/invites", new { role = "annotator", expiresInHours = 1, maxUses = 3 });
        var link = await made.JsonAsync();
        var secret = ((string)link["url"]!).Split('#')[1];
        using var entered = await Server.Stranger().PostAsync("/api/join", new { secret, displayName = "Ida Lund", commandId = Guid.NewGuid() });
        var ida = (string)(await entered.JsonAsync())["member"]!;
        await DoneAsync(moderator.DeleteAsync($"{path}/invites/{link["id"]}"));
        await DoneAsync(moderator.PatchAsync("/api/me", new { displayName = "Mona B.", seminar }));
        await DoneAsync(owner.PatchAsync($"{path}/members/{ida}", new { role = "reader" }));
        (await Server.Grains.GetGrain<ISeminarGrain>(seminar).ChangeSettingsAsync(owner.Member, new SeminarSettings(RetentionDays: 30, GuestsExport: false))).Demand();
        await DoneAsync(moderator.DeleteAsync($"{path}/members/{ida}"));
        await DoneAsync(owner.PostAsync($"{path}/members/{ida}/erase"));

        var audit = await moderator.ReadAsync($"{path}/audit");
        string[] expected =
        [
            $"MemberJoined {moderator.Member} moderator by Mona B.",
            $"InviteCreated {link["id"]} annotator 3 by Mona B.",
            $"MemberJoined {ida} {link["id"]} annotator by Name erased",
            $"InviteRevoked {link["id"]} by Mona B.",
            $"MemberRenamed {moderator.Member} by Mona B.",
            $"MemberRoleChanged {ida} reader by {owner.Name}",
            $"SettingsChanged shown 30 false by {owner.Name}",
            $"MemberRemoved {ida} by Mona B.",
            $"ContentErased {ida} by {owner.Name}",
        ];
        var rows = audit["items"]!.AsArray().Select(row => row!.AsObject()).ToList();
        Assert.Equal(expected, rows[^expected.Length..].Select(Told));
        Assert.Contains(rows, row => (string?)row["document"] == document);
        Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(row => (int)row["seq"]!));
        Assert.Null(audit["next"]);
        // No secret, nobody's account, no name that was given up or erased.
        Assert.All([secret, Secret.Hash(secret), moderator.Person, owner.Person, "Mona Berg", "Ida Lund"], word => Assert.DoesNotContain(word, audit.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_more_than_a_page_is_asked_for_with_what_next_says()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        var grain = Server.Grains.GetGrain<ISeminarGrain>(seminar);
        for (var i = 0; i < 120; i++)
            (await grain.CreateInviteAsync(owner.Member, Role.Reader, Secret.Hash($"{i}"), null, null)).Demand();
        var first = await owner.ReadAsync($"/api/seminars/{seminar}/audit");
        var rest = await owner.ReadAsync($"/api/seminars/{seminar}/audit?after={first["next"]}");
        Assert.Equal((100, null), (first["items"]!.AsArray().Count, rest["next"]));
        var seqs = new[] { first, rest }.SelectMany(page => page["items"]!.AsArray()).Select(row => (long)row!["seq"]!).ToList();
        Assert.Equal((await grain.OpenAsync())!.Seq, seqs.Count);
        Assert.Equal(Enumerable.Range(1, seqs.Count).Select(seq => (long)seq), seqs);
        Assert.Empty((await owner.ReadAsync($"/api/seminars/{seminar}/audit?after={long.MaxValue}"))["items"]!.AsArray());
        using var wrong = await owner.GetAsync($"/api/seminars/{seminar}/audit?after=-1");
        Assert.Equal("400 bad-request", await wrong.OutcomeAsync());
    }

    private static string Told(JsonObject row) => string.Join(' ', new[]
    {
        (string?)row["kind"],
        (string?)row["member"]?["id"],
        (string?)row["invite"],
        (string?)row["role"],
        row["maxUses"]?.ToString(),
        (string?)row["settings"]?["names"],
        row["settings"]?["retentionDays"]?.ToString(),
        row["settings"]?["guestsExport"]?.ToString(),
        $"by {row["actor"]!["name"]}",
    }.Where(part => part is not null));

    private static async Task DoneAsync(Task<HttpResponseMessage> act)
    {
        using var answer = await act;
        Assert.True(answer.IsSuccessStatusCode, await answer.OutcomeAsync());
    }
}
