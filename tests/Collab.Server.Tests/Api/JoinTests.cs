using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed partial class JoinTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task N15_the_owner_link_of_the_first_start_works_once()
    {
        await using var server = await CollabServer.StartAsync();
        using var response = await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = "Olga Brandt" });
        var joined = await response.JsonAsync();
        Assert.Equal("owner", (string)joined["role"]!);
        Assert.Equal(server.Document, (string)joined["document"]!);
        var me = new Participant(server, "Olga Brandt", CookieOf(response));
        Assert.Equal("Olga Brandt", (string)(await me.ReadAsync("/api/me"))["displayName"]!);
        Assert.Equal("410 gone", await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = "Eve" }).OutcomeAsync());
    }

    [Fact]
    public async Task A_seat_is_kept_on_its_device_for_as_long_as_a_session_lasts_at_most_and_the_same_link_leads_back_to_it()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        using var invited = await owner.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role = "annotator" });
        var secret = new Uri((string)(await invited.JsonAsync())["url"]!).Fragment[1..];
        using var first = await Server.Stranger().PostAsync("/api/join", new { secret, displayName = "Noor Haddad" });
        Assert.Contains("max-age=15552000", first.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
        var device = new Participant(Server, "Noor Haddad", CookieOf(first));

        using var again = await device.PostAsync("/api/join", new { secret, displayName = "Noor Haddad" });

        Assert.Equal((string)(await first.JsonAsync())["member"]!, (string)(await again.JsonAsync())["member"]!);
    }

    [Fact]
    public async Task A_name_that_is_refused_does_not_cost_the_owner_link()
    {
        await using var server = await CollabServer.StartAsync();
        await server.JoinAsync(Role.Owner, "Olga Brandt");
        Assert.Equal("422 bad-name", await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = " " }).OutcomeAsync());
        Assert.Equal("422 name-taken", await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = "olga  brandt" }).OutcomeAsync());
        Assert.Equal("200", await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = "Ida Lund" }).OutcomeAsync());
    }

    [Fact]
    public async Task N14_whatever_is_unknown_is_answered_alike()
    {
        var link = await BodyAsync(new { secret = "k" + new string('A', 43), displayName = "Ida" });
        Assert.Equal(link, await BodyAsync(new { secret = "i" + Server.Seminar + new string('A', 43), displayName = "Ida" }));
        Assert.Equal(link, await BodyAsync(new { secret = "i" + new string('0', 26) + new string('A', 43), displayName = "Ida" }));
        Assert.Equal(link, await BodyAsync(new { secret = "", displayName = "Ida" }));
        Assert.Equal(link, await BodyAsync(new { code = "BCDFGH", displayName = "Ida" }));
        Assert.Contains("not-found", link, StringComparison.Ordinal);

        async Task<string> BodyAsync(object body)
        {
            using var response = await Server.Stranger().PostAsync("/api/join", body);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
            problem.Remove("traceId");
            return problem.ToJsonString();
        }
    }

    [Fact]
    public async Task N17_the_cookie_changes_at_every_sign_in()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var url = await InviteAsync(owner, "annotator");
        using var first = await Server.Stranger().PostAsync("/api/join", new { secret = url, displayName = "Ida Lund" });
        var before = CookieOf(first);
        using var second = await new Participant(Server, "Ida", before).PostAsync("/api/join", new { secret = url });
        Assert.Equal("200", await second.OutcomeAsync());
        Assert.NotEqual(before, CookieOf(second));
        Assert.Equal("401 unauthenticated", await new Participant(Server, "Ida", before).GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("200", await new Participant(Server, "Ida", CookieOf(second)).GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task N21_N23_a_link_that_was_good_is_gone_when_it_has_expired_or_was_revoked()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        using var made = await owner.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role = "reader", expiresInHours = 1e-7 });
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join", new { secret = SecretOf(await made.JsonAsync()), displayName = "Ida" }).OutcomeAsync());

        using var second = await owner.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role = "reader" });
        var invite = await second.JsonAsync();
        Assert.Equal("204", await owner.DeleteAsync($"/api/seminars/{Server.Seminar}/invites/{(string)invite["id"]!}").OutcomeAsync());
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join", new { secret = SecretOf(invite), displayName = "Ida" }).OutcomeAsync());
    }

    [Fact]
    public async Task N22_of_fifty_who_redeem_at_once_exactly_as_many_come_in_as_may()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        using var made = await owner.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role = "reader", maxUses = 7 });
        var secret = SecretOf(await made.JsonAsync());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Server.Stranger().PostAsync("/api/join", new { secret, displayName = $"Reader {i}" }).OutcomeAsync()));
        Assert.Equal(7, outcomes.Count(outcome => outcome == "200"));
        Assert.Equal(43, outcomes.Count(outcome => outcome == "410 gone"));
    }

    [Fact]
    public async Task N24_a_role_in_the_request_is_refused()
    {
        var secret = await InviteAsync(await Server.JoinAsync(Role.Owner), "reader");
        Assert.Equal("400 unknown-field", await Server.Stranger().PostAsync("/api/join", new { secret, displayName = "Ida", role = "owner" }).OutcomeAsync());
    }

    [Fact]
    public async Task N25_a_moderator_makes_no_moderators()
    {
        var moderator = await Server.JoinAsync(Role.Moderator);
        Assert.Equal("403 forbidden", await moderator.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role = "moderator" }).OutcomeAsync());
        Assert.Equal("201", await moderator.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role = "annotator" }).OutcomeAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u200b\u200d")]
    [InlineData("Ida \u202e dnuL")]
    public async Task N28_a_name_that_cannot_be_seen_is_refused(string name)
    {
        var secret = await InviteAsync(await Server.JoinAsync(Role.Owner), "reader");
        Assert.Equal("422 bad-name", await Server.Stranger().PostAsync("/api/join", new { secret, displayName = name }).OutcomeAsync());
        Assert.Equal("422 bad-name", await Server.Stranger().PostAsync("/api/join", new { secret, displayName = new string('x', 200) }).OutcomeAsync());
    }

    [Theory]
    [InlineData("Mara Okeke", "Mаrа Okeke")]
    [InlineData("Mara Okeke", "Ⅿara Okeke")]
    [InlineData("Mara Okeke", "Mªra Okeke")]
    [InlineData("Mara Okeke", "Mₐra Okeke")]
    [InlineData("Oskar", "Oſkar")]
    [InlineData("Steffen", "Steﬀen")]
    [InlineData("Андрей", "Андре\u0438\u0306")]
    [InlineData("Сем\u0435\u0308н", "Семён")]
    [InlineData("Nguyễn Thị", "Nguye\u0302\u0303n Thi\u0323")]
    [InlineData("Ștefan", "S\u0326tefan")]
    [InlineData("Άννα", "\u0391\u0301ννα")]
    [InlineData("한나", "\u1112\u1161\u11ab\u1102\u1161")]
    [InlineData("ガク", "カ\u3099ク")]
    public async Task N28_a_name_like_a_moderators_is_refused(string moderator, string other)
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        await Server.JoinAsync(Role.Moderator, moderator, seminar);
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "reader" });
        var secret = SecretOf(await made.JsonAsync());
        Assert.Equal("422 name-taken", await Server.Stranger().PostAsync("/api/join", new { secret, displayName = other }).OutcomeAsync());
        var reader = await Server.JoinAsync(Role.Reader, "Paula Stein", seminar);
        Assert.Equal("422 name-taken", await reader.PatchAsync("/api/me", new { displayName = other }).OutcomeAsync());
        Assert.Equal("200", await reader.PatchAsync("/api/me", new { displayName = "Paula Klein" }).OutcomeAsync());
    }

    [Fact]
    public async Task M246_Nobody_comes_in_or_is_renamed_as_one_whose_name_was_erased()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "reader" });
        var secret = SecretOf(await made.JsonAsync());
        Assert.Equal("422 bad-name", await Server.Stranger().PostAsync("/api/join", new { secret, displayName = "name erased" }).OutcomeAsync());
        foreach (var body in new object[] { new { displayName = "Name erased" }, new { displayName = "Name erased", seminar } })
            Assert.Equal("422 bad-name", await owner.PatchAsync("/api/me", body).OutcomeAsync());
    }

    [Fact]
    public async Task A_code_lets_in_while_it_is_shown()
    {
        var moderator = await Server.JoinAsync(Role.Moderator);
        using var shown = await moderator.PostAsync($"/api/seminars/{Server.Seminar}/code");
        var code = (string)(await shown.JsonAsync())["code"]!;
        Assert.Matches("^[B-DF-HJ-NP-TV-XZ]{6}$", code);
        using var joined = await Server.Stranger().PostAsync("/api/join", new { code = $"{code[..3].ToLowerInvariant()}-{code[3..]}", displayName = "Ida Lund" });
        Assert.Equal("annotator", (string)(await joined.JsonAsync())["role"]!);
        Assert.Equal("204", await moderator.DeleteAsync($"/api/seminars/{Server.Seminar}/code").OutcomeAsync());
        Assert.Equal("404 not-found", await Server.Stranger().PostAsync("/api/join", new { code, displayName = "Ida Lund" }).OutcomeAsync());
    }

    [Fact]
    public async Task A_personal_link_opens_ones_seat_on_another_device_once()
    {
        var annotator = await Server.JoinAsync(Role.Annotator, "Ida Lund");
        using var made = await annotator.PostAsync("/api/me/link");
        var secret = SecretOf(await made.JsonAsync());
        using var opened = await Server.Stranger().PostAsync("/api/join", new { secret });
        Assert.Equal(annotator.Member, (string)(await opened.JsonAsync())["member"]!);
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join", new { secret }).OutcomeAsync());
    }

    private async Task<string> InviteAsync(Participant owner, string role)
    {
        using var made = await owner.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role });
        return SecretOf(await made.JsonAsync());
    }

    private static string SecretOf(JsonObject made) => ((string)made["url"]!).Split('#')[1];

    private static string CookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
}
