using Collab.Domain.Policy;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>Who makes seminars, and how many.</summary>
[Collection(ServerCollection.Name)]
public sealed class FoundingTests(ServerFixture fixture)
{
    private const string Forbidden = "403 forbidden";

    [Fact]
    public async Task M207_Who_was_a_guest_founds_nothing_by_leaving_and_who_was_more_or_is_of_the_university_does()
    {
        var (seminar, _, _) = await fixture.Server.NewSeminarAsync();
        foreach (var (role, identity, outcome) in new[] { (Role.Guest, false, Forbidden), (Role.Guest, true, "201"), (Role.Reader, false, "201") })
        {
            var person = await fixture.Server.JoinAsync(role, seminar: seminar);
            if (identity)
                await fixture.Server.Accounts.ClaimIdentityAsync("https://login.uni.test", Secret.NewId(), new Person(person.Person, person.Name, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow);
            Assert.Equal((role, outcome), (role, await FoundAsync(person)));
            Assert.Equal("204", await person.DeleteAsync($"/api/seminars/{seminar}/members/{person.Member}").OutcomeAsync());
            if (outcome == Forbidden)
            {
                Assert.Equal(outcome, await FoundAsync(person));
                Assert.Equal(outcome, await person.PostAsync("/api/preview", new { text = "1. A point." }).OutcomeAsync());
            }
        }

        // Whoever has left all that they were in has an account all the same, where they were more than a guest.
        var reader = await fixture.Server.JoinAsync(Role.Reader, seminar: seminar);
        Assert.Equal("204", await reader.DeleteAsync($"/api/seminars/{seminar}/members/{reader.Member}").OutcomeAsync());
        Assert.Equal("201", await FoundAsync(reader));
    }

    [Fact]
    public async Task Whose_name_was_erased_is_told_to_give_themselves_one_and_is_answered_as_before_what_they_founded_before()
    {
        var person = await fixture.Server.JoinAsync(Role.Reader);
        var (before, after) = (new { title = "Before", commandId = Guid.NewGuid() }, new { title = "After", commandId = Guid.NewGuid() });
        using var made = await person.PostAsync("/api/seminars", before);
        await fixture.Server.Accounts.SavePersonAsync(new Person(person.Person, Domain.Seminars.Member.ErasedName, DateTimeOffset.UtcNow));
        using var refused = await person.PostAsync("/api/seminars", after);
        Assert.Equal("422 bad-name", await refused.OutcomeAsync());
        Assert.Contains("Your name was erased. Give yourself one in your account first, then do this again.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var again = await person.PostAsync("/api/seminars", before);
        Assert.Equal((string)(await made.JsonAsync())["id"]!, (string)(await again.JsonAsync())["id"]!);
        Assert.Equal("200", await person.PatchAsync("/api/me", new { displayName = "Nova" }).OutcomeAsync());
        Assert.Equal("201", await person.PostAsync("/api/seminars", after).OutcomeAsync());
    }

    [Theory]
    [InlineData(Role.Guest, Forbidden)]
    [InlineData(Role.Reader, "201")]
    public async Task M229_Whose_seat_was_moved_to_another_account_is_what_they_were_in_it(Role role, string outcome)
    {
        var (seminar, owner, _) = await fixture.Server.NewSeminarAsync();
        var person = await fixture.Server.JoinAsync(role, seminar: seminar);
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/members/{person.Member}/seat", new { });
        Assert.Equal("200", await fixture.Server.Stranger().PostAsync("/api/join", new { secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1] }).OutcomeAsync());
        // What the seat becomes later is somebody else's.
        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/members/{person.Member}", new { role = "annotator" }).OutcomeAsync());
        Assert.Empty((await person.ReadAsync("/api/me"))["seminars"]!.AsArray());
        Assert.Equal(outcome, await FoundAsync(person));
    }

    [Fact]
    public async Task M207_Where_the_operator_names_who_makes_seminars_nobody_else_does_and_the_page_offers_it_to_nobody_else()
    {
        var named = Secret.NewId();
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:SeminarMakers:0"] = named });
        await server.Accounts.SavePersonAsync(new Person(named, "Olga Brandt", DateTimeOffset.UtcNow));
        var secret = Secret.New();
        await server.Accounts.StartSessionAsync(secret, named, "test", SignInWay.Invite, DateTimeOffset.UtcNow);
        var maker = new Participant(server, "Olga Brandt", $"collab={secret}");
        var moderator = await server.JoinAsync(Role.Moderator);
        Assert.Equal(("201", Forbidden), (await FoundAsync(maker), await FoundAsync(moderator)));
        Assert.Equal((true, false), (await IsOfferedAsync(maker), await IsOfferedAsync(moderator)));
        // A rehearsal is no seminar that stays.
        Assert.Equal("201", await moderator.PostAsync($"/api/documents/{server.Document}/rehearsal").OutcomeAsync());

        static async Task<bool> IsOfferedAsync(Participant who) => (await (await who.GetAsync("/")).Content.ReadAsStringAsync()).Contains("id=\"new-text\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task M208_Who_owns_as_many_seminars_as_they_may_makes_no_more_and_the_same_command_is_answered_as_before()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Seminars"] = "2" });
        var person = await server.JoinAsync(Role.Reader);
        var first = Guid.NewGuid();
        Assert.Equal("201", await FoundAsync(person, first));
        using var second = await person.PostAsync("/api/seminars", new { title = "One more" });
        Assert.Equal("422 too-many", await FoundAsync(person));
        Assert.Equal("201", await FoundAsync(person, first));
        Assert.Equal("204", await person.SendAsync(HttpMethod.Delete, $"/api/seminars/{(string)(await second.JsonAsync())["id"]!}", new { title = "One more" }).OutcomeAsync());
        Assert.Equal("201", await FoundAsync(person));
    }

    private static Task<string> FoundAsync(Participant who, Guid? command = null) => who.PostAsync("/api/seminars", new { title = "One more", commandId = command ?? Guid.NewGuid() }).OutcomeAsync();
}
