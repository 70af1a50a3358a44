using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>Joining whose answer may have been lost: the same command again is the same seat.</summary>
public sealed partial class JoinTests
{
    [Fact]
    public async Task The_same_command_by_the_same_link_is_one_seat_at_once_and_later()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "annotator", maxUses = 1 });
        var join = new { secret = SecretOf(await made.JsonAsync()), displayName = "Ida Lund", commandId = Guid.NewGuid() };
        var seats = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SeatAsync(Server, join)));
        Assert.Single(seats.Distinct());
        Assert.Equal(seats[0], await SeatAsync(Server, join with { displayName = "Ida L." }));
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join", join with { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal(["Ida Lund"], (await NamesAsync(owner, seminar)).Where(name => name.StartsWith("Ida", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_command_by_another_link_is_another_seat()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var command = Guid.NewGuid();
        var first = await SeatAsync(Server, new { secret = await InviteAsync(owner, "reader"), displayName = "Ida Lund", commandId = command });
        Assert.NotEqual(first, await SeatAsync(Server, new { secret = await InviteAsync(owner, "reader"), displayName = "Jonas Falk", commandId = command }));
    }

    [Fact]
    public async Task The_same_command_by_a_code_is_the_same_seat_also_when_the_code_is_shown_no_more()
    {
        var moderator = await Server.JoinAsync(Role.Moderator);
        using var shown = await moderator.PostAsync($"/api/seminars/{Server.Seminar}/code");
        var join = new { code = (string)(await shown.JsonAsync())["code"]!, displayName = "Ida Lund", commandId = Guid.NewGuid() };
        var first = await SeatAsync(Server, join);
        await moderator.DeleteAsync($"/api/seminars/{Server.Seminar}/code").OutcomeAsync();
        Assert.Equal(first, await SeatAsync(Server, join with { code = join.code.ToLowerInvariant() }));
        Assert.Equal("404 not-found", await Server.Stranger().PostAsync("/api/join", join with { commandId = Guid.NewGuid() }).OutcomeAsync());
    }

    [Fact]
    public async Task Who_was_known_by_a_cookie_that_the_lost_answer_replaced_keeps_the_seat()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        var person = await Server.JoinAsync(Role.Annotator, "Ida Lund");
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "annotator" });
        var join = new { secret = SecretOf(await made.JsonAsync()), commandId = Guid.NewGuid() };
        using var lost = await person.PostAsync("/api/join", join);
        Assert.Equal("401 unauthenticated", await person.GetAsync("/api/me").OutcomeAsync());
        using var again = await person.PostAsync("/api/join", join);
        Assert.Equal((string)(await lost.JsonAsync())["member"]!, (string)(await again.JsonAsync())["member"]!);
        var seats = (await new Participant(Server, "Ida Lund", CookieOf(again)).ReadAsync("/api/me"))["seminars"]!.AsArray();
        Assert.Equal(new[] { Server.Seminar, seminar }.Order(), seats.Select(seat => (string)seat!["id"]!).Order());
    }

    [Fact]
    public async Task The_owner_link_and_a_personal_link_open_again_for_the_command_that_used_them_also_after_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("collab-join-").FullName;
        var (own, personal) = ((object)"", (object)"");
        JsonNode first, second;
        await using (var server = await CollabServer.StartAsync(data))
        {
            own = new { secret = server.OwnerSecret, displayName = "Olga Brandt", commandId = Guid.NewGuid() };
            using var joined = await server.Stranger().PostAsync("/api/join", own);
            first = await joined.JsonAsync();
            using var link = await new Participant(server, "Olga Brandt", CookieOf(joined)).PostAsync("/api/me/link");
            personal = new { secret = SecretOf(await link.JsonAsync()), commandId = Guid.NewGuid() };
            using var opened = await server.Stranger().PostAsync("/api/join", personal);
            second = await opened.JsonAsync();
        }

        await using (var server = await CollabServer.StartAsync(data))
        {
            foreach (var (join, answer) in new[] { (own, first), (personal, second) })
            {
                using var again = await server.Stranger().PostAsync("/api/join", join);
                Assert.Equal(answer.ToJsonString(), (await again.JsonAsync()).ToJsonString());
            }
        }

        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_is_refused_leaves_no_name_and_comes_in_under_another_by_the_same_command(bool repeated)
    {
        const string Taken = "Vigdis Unseated-Ø";
        await using var server = await CollabServer.StartAsync();
        // An owner’s name is refused; to another’s a number would be added.
        await server.JoinAsync(Role.Owner, Taken);
        var command = repeated ? (Guid?)Guid.NewGuid() : null;
        using var made = await (await server.JoinAsync(Role.Owner)).PostAsync($"/api/seminars/{server.Seminar}/invites", new { role = "reader" });
        var join = new { secret = SecretOf(await made.JsonAsync()), displayName = "vigdis  unseated-ø", commandId = command };
        Assert.Equal("422 name-taken", await server.Stranger().PostAsync("/api/join", join).OutcomeAsync());
        Assert.Empty(await Erasing.Traces.InFilesAsync(["vigdis"], server.Data));
        using var entered = await server.Stranger().PostAsync("/api/join", join with { displayName = "Ida Lund" });
        Assert.Equal("Ida Lund", (string)(await new Participant(server, "Ida Lund", CookieOf(entered)).ReadAsync("/api/me"))["displayName"]!);
    }

    [Fact]
    public async Task Where_a_crash_came_between_the_seat_and_the_name_the_same_command_gives_both()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var join = new { secret = await InviteAsync(owner, "reader"), displayName = "Noor Crashed", commandId = Guid.NewGuid() };
        var member = await SeatAsync(Server, join);
        var person = (await Server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(Server.Seminar).OpenAsync())!.Members[member].Person;
        await Server.Accounts.SavePersonAsync((await Server.Accounts.FindPersonAsync(person))! with { DisplayName = "" });
        using var again = await Server.Stranger().PostAsync("/api/join", join);
        Assert.Equal(member, (string)(await again.JsonAsync())["member"]!);
        Assert.Equal("Noor Crashed", (await Server.Accounts.FindPersonAsync(person))!.DisplayName);
    }

    private static async Task<string> SeatAsync(CollabServer server, object join)
    {
        using var answer = await server.Stranger().PostAsync("/api/join", join);
        Assert.Equal("200", await answer.OutcomeAsync());
        return (string)(await answer.JsonAsync())["member"]!;
    }

    private static async Task<IEnumerable<string>> NamesAsync(Participant owner, string seminar) =>
        (await owner.ReadAsync($"/api/seminars/{seminar}/members"))["items"]!.AsArray().Select(member => (string)member!["name"]!);
}
