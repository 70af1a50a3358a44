using Collab.Domain.Policy;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class TokensTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task A_token_sees_and_revokes_those_that_may_do_no_more_than_it_and_makes_none()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var (wide, wideId) = await MakeAsync(owner, ["read", "annotate"]);
        var (narrow, narrowId) = await MakeAsync(owner, ["read"]);
        var (_, boundId) = await MakeAsync(owner, ["read"], Server.Seminar);
        Assert.Equal(new[] { narrowId, boundId }.Order(), (await ListedAsync(narrow)).Order());
        Assert.Equal(new[] { wideId, narrowId, boundId }.Order(), (await ListedAsync(wide)).Order());
        Assert.Equal("404 not-found", await narrow.DeleteAsync($"/api/tokens/{wideId}").OutcomeAsync());
        Assert.Equal("403 forbidden", await wide.PostAsync("/api/tokens", new { name = "more", scopes = new[] { "read" } }).OutcomeAsync());

        Assert.Equal("204", await wide.DeleteAsync($"/api/tokens/{narrowId}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await narrow.GetAsync("/api/tokens").OutcomeAsync());
        Assert.Equal("204", await wide.DeleteAsync($"/api/tokens/{wideId}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await wide.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal([boundId], await ListedAsync(owner));
    }

    [Fact]
    public async Task A_token_of_one_seminar_sees_no_token_of_another_and_founds_none()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        await MakeAsync(owner, ["read", "moderate"]);
        var (bound, boundId) = await MakeAsync(owner, ["read", "moderate"], Server.Seminar);
        Assert.Equal([boundId], await ListedAsync(bound));
        Assert.Equal("403 forbidden", await bound.PostAsync("/api/seminars", new { commandId = Guid.NewGuid(), title = "Elsewhere" }).OutcomeAsync());
        Assert.DoesNotContain((await owner.ReadAsync("/api/seminars"))["items"]!.AsArray(), seminar => (string)seminar!["title"]! == "Elsewhere");
    }

    [Fact]
    public async Task What_was_made_can_be_read_where_the_answer_says()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var (path, body) in new (string, object)[] { ("/api/tokens", new { name = "a program", scopes = new[] { "read" } }), ($"/api/seminars/{Server.Seminar}/invites", new { role = "reader" }) })
        {
            using var made = await owner.PostAsync(path, body);
            Assert.Equal("200", await owner.GetAsync(made.Headers.Location!.ToString()).OutcomeAsync());
        }
    }

    [Fact]
    public async Task A_token_ends_after_three_months_or_as_it_was_made_and_after_a_year_at_most()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var (days, lasts) in new (int?, int)[] { (null, 90), (1, 1), (366, 366) })
        {
            using var made = await owner.PostAsync("/api/tokens", new { name = "a program", scopes = new[] { "read" }, expiresInDays = days });
            var id = (string)(await made.JsonAsync())["id"]!;
            var token = (await Server.Accounts.ListTokensAsync(owner.Person)).Single(token => token.Id == id);
            Assert.Equal(token.Created.AddDays(lasts), token.Expires);
        }

        Assert.Equal("400 bad-request", await owner.PostAsync("/api/tokens", new { name = "a program", scopes = new[] { "read" }, expiresInDays = 367 }).OutcomeAsync());
    }

    [Fact]
    public async Task M208_Of_tokens_and_of_links_to_return_by_a_person_has_so_many_also_if_they_ask_for_many_at_once()
    {
        foreach (var (path, body, most, list) in new (string, object, int, string)[] { ("/api/tokens", new { name = "a program", scopes = new[] { "read" } }, AccessToken.Most, "/api/tokens"), ("/api/me/links", new { }, SignInLink.MostReturns, "/api/me/links") })
        {
            var person = await Server.JoinAsync(Role.Reader);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, most + 5).Select(_ => person.PostAsync(path, body).OutcomeAsync()));
            Assert.Equal((path, most, 5), (path, outcomes.Count(outcome => outcome == "201"), outcomes.Count(outcome => outcome == "422 too-many")));
            var one = (string)(await person.ReadAsync(list))["items"]![0]!["id"]!;
            Assert.Equal("204", await person.DeleteAsync($"{path}/{one}").OutcomeAsync());
            Assert.Equal("201", await person.PostAsync(path, body).OutcomeAsync());
        }
    }

    [Theory]
    [InlineData("export")]
    [InlineData("annotate")]
    public async Task M226_A_token_that_does_not_read_lists_no_seminars_and_is_told_where_it_may_act_and_no_title(string scope)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var (program, _) = await MakeAsync(owner, [scope]);
        Assert.Equal("403 forbidden", await program.GetAsync("/api/seminars").OutcomeAsync());
        var seat = Assert.Single((await program.ReadAsync("/api/me"))["seminars"]!.AsArray())!;
        Assert.Equal((Server.Seminar, "owner", owner.Member, ""), ((string)seat["id"]!, (string)seat["role"]!, (string)seat["member"]!, (string)seat["title"]!));
        foreach (var page in new[] { "/", "/import" })
            Assert.DoesNotContain(Server.Seminar, await (await program.GetAsync(page)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var (reading, _) = await MakeAsync(owner, ["read"]);
        Assert.NotEqual("", (string)(await reading.ReadAsync("/api/me"))["seminars"]![0]!["title"]!);
        Assert.Equal("200", await reading.GetAsync("/api/seminars").OutcomeAsync());
    }

    [Fact]
    public async Task M223_No_token_erases_anybodys_words()
    {
        var (owner, ida) = (await Server.JoinAsync(Role.Owner), await Server.JoinAsync(Role.Annotator));
        var (program, _) = await MakeAsync(owner, ["read", "annotate", "moderate", "export"]);
        foreach (var member in new[] { ida.Member, owner.Member })
            Assert.Equal("403 forbidden", await program.PostAsync($"/api/seminars/{Server.Seminar}/members/{member}/erase").OutcomeAsync());
        Assert.Equal(ida.Name, (await Server.Accounts.FindPersonAsync(ida.Person))!.DisplayName);
    }

    [Fact]
    public async Task M227_A_token_is_for_a_seminar_that_its_maker_is_in_and_renames_nobody_outside_it()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var (elsewhere, _, _) = await Server.NewSeminarAsync();
        foreach (var seminar in new[] { elsewhere, "", "no id", new string('x', 100_000) })
            Assert.Equal("404 not-found", await owner.PostAsync("/api/tokens", new { name = "a program", scopes = new[] { "read" }, seminar }).OutcomeAsync());
        Assert.Empty(await ListedAsync(owner));

        var (bound, _) = await MakeAsync(owner, ["read", "annotate"], Server.Seminar);
        Assert.Equal("403 forbidden", await bound.PatchAsync("/api/me", new { displayName = "Olga Anders" }).OutcomeAsync());
        Assert.Equal("200", await bound.PatchAsync("/api/me", new { displayName = "Olga Anders", seminar = Server.Seminar }).OutcomeAsync());
        Assert.Equal(owner.Name, (await Server.Accounts.FindPersonAsync(owner.Person))!.DisplayName);
    }

    [Fact]
    public async Task M245_A_token_for_one_seminar_does_not_choose_what_holds_in_all()
    {
        var reader = await Server.JoinAsync(Role.Reader);
        var (bound, _) = await MakeAsync(reader, ["read", "annotate"], Server.Seminar);
        Assert.Equal("403 forbidden", await bound.PutAsync("/api/me/presence", new { hidden = true }).OutcomeAsync());
        Assert.Null((await reader.ReadAsync("/api/me"))["hidesPlace"]);
        var (free, _) = await MakeAsync(reader, ["annotate"]);
        Assert.Equal("204", await free.PutAsync("/api/me/presence", new { hidden = true }).OutcomeAsync());
        Assert.True((bool)(await reader.ReadAsync("/api/me"))["hidesPlace"]!);
    }

    [Theory]
    [InlineData("read", "annotate", "POST", "/api/documents/{document}/annotations")]
    [InlineData("read", "moderate", "GET", "/api/seminars/{seminar}/invites")]
    [InlineData("read", "export", "GET", "/api/documents/{document}/export")]
    [InlineData("export", "read", "GET", "/api/documents/{document}")]
    public async Task M247_The_scope_that_is_missing_is_named_as_one_asks_for_it(string scope, string missing, string method, string path)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var (program, _) = await MakeAsync(owner, [scope]);
        using var refused = await program.SendAsync(new HttpMethod(method), path.Replace("{document}", Server.Document).Replace("{seminar}", Server.Seminar), method == "POST" ? new { } : null);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        var said = (string)System.Text.Json.Nodes.JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["detail"]!;
        var named = said.Split('“', '”')[1];
        Assert.Equal(missing, named);
        Assert.Equal("201", await owner.PostAsync("/api/tokens", new { name = "another", scopes = new[] { named } }).OutcomeAsync());
    }

    [Fact]
    public async Task M230_Links_for_another_device_are_counted_while_they_are_good()
    {
        var person = await Server.JoinAsync(Role.Reader);
        for (var made = 0; made < SignInLink.MostPersonal; made++)
            Assert.Equal("200", await person.PostAsync("/api/me/link").OutcomeAsync());
        Assert.Equal("422 too-many", await person.PostAsync("/api/me/link").OutcomeAsync());
        Assert.Equal("201", await person.PostAsync("/api/me/links", new { }).OutcomeAsync());
    }

    private async Task<(Participant Program, string Id)> MakeAsync(Participant owner, string[] scopes, string? seminar = null)
    {
        using var response = await owner.PostAsync("/api/tokens", new { name = "a program", scopes, seminar });
        var made = await response.JsonAsync();
        return (new Participant(Server, owner.Name, null) { Token = (string)made["token"]! }, (string)made["id"]!);
    }

    private static async Task<string[]> ListedAsync(Participant who) =>
        [.. (await who.ReadAsync("/api/tokens"))["items"]!.AsArray().Select(token => (string)token!["id"]!)];
}
