using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Accounts;

[Collection(ServerCollection.Name)]
public sealed class ReturnLinksTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task A_link_to_return_by_opens_the_same_seat_as_often_as_it_is_opened_and_is_listed_without_its_secret()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        var (id, secret) = await MakeAsync(person, new { days = 3 });
        Assert.Null(Assert.Single(await ListAsync(person))!["lastUsed"]);
        for (var times = 0; times < 3; times++)
        {
            using var entered = await OpenAsync(secret);
            Assert.Equal(person.Member, (string)(await entered.JsonAsync())["member"]!);
            var there = new Participant(Server, person.Name, entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
            Assert.Equal(person.Person, (string)(await there.ReadAsync("/api/me"))["id"]!);
        }

        var listed = Assert.Single(await ListAsync(person))!;
        Assert.Equal((id, TimeSpan.FromDays(3)), ((string)listed["id"]!, (DateTimeOffset)listed["expires"]! - (DateTimeOffset)listed["created"]!));
        Assert.NotNull(listed["lastUsed"]);
        Assert.All([secret, Secret.Hash(secret)], word => Assert.DoesNotContain(word, listed.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task M21_a_link_that_was_revoked_opens_nothing_and_is_said_to_be_gone()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        var (id, secret) = await MakeAsync(person, new { });
        Assert.Equal("200", await OpenAsync(secret).OutcomeAsync());
        Assert.Equal("204", await person.DeleteAsync($"/api/me/links/{id}").OutcomeAsync());
        Assert.Equal("410 gone", await OpenAsync(secret).OutcomeAsync());
        Assert.Empty(await ListAsync(person));
        Assert.Equal("404 not-found", await person.DeleteAsync($"/api/me/links/{id}").OutcomeAsync());
    }

    [Fact]
    public async Task M22_a_link_of_somebody_who_was_erased_opens_nothing()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        var (_, secret) = await MakeAsync(person, new { });
        Assert.Equal("204", await person.PostAsync("/api/me/erase", new { scope = "everything", confirm = person.Name }).OutcomeAsync());
        Assert.Equal("410 gone", await OpenAsync(secret).OutcomeAsync());
    }

    [Fact]
    public async Task M121_A_link_of_somebody_who_was_removed_signs_nobody_in_and_nobody_out()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        var person = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        var (_, secret) = await MakeAsync(person, new { });
        Assert.Equal("204", await owner.DeleteAsync($"/api/seminars/{seminar}/members/{person.Member}").OutcomeAsync());
        var sessions = (await Server.Accounts.ListSessionsAsync(person.Person)).Count;
        using var refused = await owner.PostAsync("/api/join", new { secret });
        Assert.Equal("410 gone", await refused.OutcomeAsync());
        Assert.False(refused.Headers.Contains("Set-Cookie"));
        Assert.Equal(sessions, (await Server.Accounts.ListSessionsAsync(person.Person)).Count);
        Assert.Equal(owner.Person, (string)(await owner.ReadAsync("/api/me"))["id"]!);
        Assert.Equal("200", await owner.PostAsync($"/api/seminars/{seminar}/members/{person.Member}/restore").OutcomeAsync());
        Assert.Equal("200", await OpenAsync(secret).OutcomeAsync());
    }

    [Fact]
    public async Task M122_Who_can_show_who_they_are_has_to_before_a_link_to_return_by_is_made()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        // There is nothing to ask for: links are mailed to nobody here.
        await Server.Accounts.SaveContactAsync(new Contact(person.Person, $"{person.Person}@example.edu", DateTimeOffset.UtcNow));
        Assert.Equal("201", await person.PostAsync("/api/me/links", new { }).OutcomeAsync());
        await Server.Accounts.ClaimIdentityAsync("https://login.uni.test", person.Person, new Person(person.Person, person.Name, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow);
        foreach (var (minutes, outcome) in new[] { (6, "403 sign-in-again"), (4, "201") })
        {
            var secret = Secret.New();
            await Server.Accounts.StartSessionAsync(secret, person.Person, "test", SignInWay.Mail, DateTimeOffset.UtcNow.AddMinutes(-minutes));
            Assert.Equal(outcome, await new Participant(Server, person.Name, $"collab={secret}").PostAsync("/api/me/links", new { }).OutcomeAsync());
        }

        Assert.Equal(2, (await ListAsync(person)).Count);
    }

    [Fact]
    public async Task Nobody_revokes_the_link_of_another_person_and_no_token_makes_sees_or_revokes_one()
    {
        var (person, other) = (await Server.JoinAsync(Role.Annotator), await Server.JoinAsync(Role.Owner));
        var (id, secret) = await MakeAsync(person, new { });
        Assert.Equal("404 not-found", await other.DeleteAsync($"/api/me/links/{id}").OutcomeAsync());
        Assert.Empty(await ListAsync(other));
        var program = await person.WithTokenAsync("read", "annotate", "moderate", "export");
        Assert.Equal("403 forbidden", await program.GetAsync("/api/me/links").OutcomeAsync());
        Assert.Equal("403 forbidden", await program.PostAsync("/api/me/links", new { }).OutcomeAsync());
        Assert.Equal("403 forbidden", await program.DeleteAsync($"/api/me/links/{id}").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync("/api/me/links").OutcomeAsync());
        Assert.Equal("200", await OpenAsync(secret).OutcomeAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(366)]
    [InlineData(int.MaxValue)]
    public async Task It_holds_for_a_day_at_least_and_a_year_at_most(int days)
    {
        var person = await Server.JoinAsync(Role.Annotator);
        Assert.Equal("400 bad-request", await person.PostAsync("/api/me/links", new { days }).OutcomeAsync());
        Assert.Empty(await ListAsync(person));
    }

    private Task<HttpResponseMessage> OpenAsync(string secret) => Server.Stranger().PostAsync("/api/join", new { secret });

    private static async Task<(string Id, string Secret)> MakeAsync(Participant person, object body)
    {
        using var made = await person.PostAsync("/api/me/links", body);
        var link = await made.JsonAsync();
        return ((string)link["id"]!, ((string)link["url"]!).Split('#')[1]);
    }

    private static async Task<JsonArray> ListAsync(Participant person) => (await person.ReadAsync("/api/me/links"))["items"]!.AsArray();
}
