using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Accounts;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Accounts;

/// <summary>Passkeys by a device made of software. With a real browser: Collab.Browser.Tests.</summary>
[Collection(ServerCollection.Name)]
public sealed class PasskeysTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task A_passkey_is_added_lets_its_person_in_elsewhere_and_is_renamed_and_removed()
    {
        var (person, laptop) = await SomebodyAsync();
        using var key = new SoftKey();
        Assert.Equal("201", await laptop.AddAsync(key, "My phone"));
        var row = Assert.Single(await laptop.ListAsync())!;
        Assert.Equal((key.WireId, "My phone", null), ((string)row["id"]!, (string)row["name"]!, row["lastUsed"]));

        var elsewhere = new KeyedBrowser(Server);
        Assert.Equal("204", await elsewhere.SignInAsync(key));
        Assert.Equal(person.Person, await elsewhere.MeAsync());
        Assert.Null(elsewhere.Ceremony);
        Assert.NotNull(Assert.Single(await laptop.ListAsync())!["lastUsed"]);
        Assert.Contains(await Server.Accounts.ListSessionsAsync(person.Person), session => session.Way == SignInWay.Passkey);

        Assert.Equal("204", await laptop.SendAsync(HttpMethod.Patch, $"/api/passkeys/{key.WireId}", new { name = "The old phone" }).OutcomeAsync());
        Assert.Equal("The old phone", (string)Assert.Single(await laptop.ListAsync())!["name"]!);
        Assert.Equal("422 bad-name", await laptop.SendAsync(HttpMethod.Patch, $"/api/passkeys/{key.WireId}", new { name = "a\nb" }).OutcomeAsync());
        Assert.Equal("204", await laptop.SignInAsync(key));
        Assert.Equal("204", await laptop.SendAsync(HttpMethod.Delete, $"/api/passkeys/{key.WireId}").OutcomeAsync());
        Assert.Empty(await laptop.ListAsync());
        Assert.Equal("401 unauthenticated", await new KeyedBrowser(Server).SignInAsync(key));
        Assert.Equal(person.Person, await elsewhere.MeAsync());
    }

    [Fact]
    public async Task Whoever_is_here_already_stays_in_the_same_session_and_another_takes_their_place()
    {
        var (ida, laptop) = await SomebodyAsync();
        var (jon, phone) = await SomebodyAsync();
        using SoftKey mine = new(), theirs = new();
        Assert.Equal("201", await laptop.AddAsync(mine));
        Assert.Equal("201", await phone.AddAsync(theirs));
        Assert.Equal("204", await laptop.SignInAsync(mine));
        var session = Assert.Single(await Server.Accounts.ListSessionsAsync(ida.Person));
        Assert.Equal(SignInWay.Passkey, session.Way);

        Assert.Equal("204", await laptop.SignInAsync(theirs));
        Assert.Equal(jon.Person, await laptop.MeAsync());
        Assert.NotNull(Assert.Single(await Server.Accounts.ListSessionsAsync(ida.Person)).Ended);
    }

    [Fact]
    public async Task Another_passkey_is_added_only_by_who_has_shown_within_five_minutes_who_they_are()
    {
        var (person, laptop) = await SomebodyAsync();
        using SoftKey first = new(), second = new();
        Assert.Equal("201", await laptop.AddAsync(first));
        var secret = Secret.New();
        await Server.Accounts.StartSessionAsync(secret, person.Person, "test", SignInWay.Passkey, DateTimeOffset.UtcNow.AddMinutes(-6));
        laptop = new KeyedBrowser(Server, new Participant(Server, person.Name, $"collab={secret}"));
        Assert.Equal("403 sign-in-again", await laptop.SendAsync(HttpMethod.Post, "/api/passkeys/options").OutcomeAsync());
        Assert.Equal("204", await laptop.SignInAsync(first));
        Assert.Equal("201", await laptop.AddAsync(second));
        Assert.Equal(2, (await laptop.ListAsync()).Count);
    }

    [Fact]
    public async Task M1_M2_nobody_without_a_session_and_no_token_adds_sees_renames_or_removes_one()
    {
        var (person, laptop) = await SomebodyAsync();
        using var key = new SoftKey();
        var program = await person.WithTokenAsync("read", "annotate", "moderate", "export");
        Assert.Equal("201", await laptop.AddAsync(key));
        foreach (var (who, refused) in new[] { (Server.Stranger(), "401 unauthenticated"), (program, "403 forbidden") })
        {
            Assert.Equal(refused, await who.GetAsync("/api/passkeys").OutcomeAsync());
            Assert.Equal(refused, await who.PostAsync("/api/passkeys/options").OutcomeAsync());
            Assert.Equal(refused, await who.PostAsync("/api/passkeys", new { credential = new { } }).OutcomeAsync());
            Assert.Equal(refused, await who.PatchAsync($"/api/passkeys/{key.WireId}", new { name = "mine" }).OutcomeAsync());
            Assert.Equal(refused, await who.DeleteAsync($"/api/passkeys/{key.WireId}").OutcomeAsync());
        }

        Assert.Equal("403 forbidden", await program.PostAsync("/api/sign-in/options").OutcomeAsync());
        Assert.Equal("403 forbidden", await program.PostAsync("/api/sign-in", new { credential = new { } }).OutcomeAsync());
        var (_, other) = await SomebodyAsync();
        Assert.Equal("404 not-found", await other.SendAsync(HttpMethod.Patch, $"/api/passkeys/{key.WireId}", new { name = "mine" }).OutcomeAsync());
        Assert.Equal("404 not-found", await other.SendAsync(HttpMethod.Delete, $"/api/passkeys/{key.WireId}").OutcomeAsync());
        Assert.Equal("204", await laptop.SignInAsync(key));
        Assert.Equal("404 not-found", await laptop.SendAsync(HttpMethod.Delete, "/api/passkeys/no%20id").OutcomeAsync());
        Assert.Single(await laptop.ListAsync());
    }

    [Fact]
    public async Task M3_nobody_has_more_than_twenty()
    {
        var (person, laptop) = await SomebodyAsync();
        for (byte i = 0; i < Passkey.Most - 1; i++)
            await Server.Accounts.AddPasskeyAsync(new Passkey(Guid.NewGuid().ToByteArray(), person.Person, $"{i}", new byte[] { 1 }, 0, "", true, false, false, DateTimeOffset.UtcNow));
        using var last = new SoftKey();
        await Server.Accounts.ConfirmSessionAsync(Secret.Hash(person.Cookie!.Split('=')[1]), SignInWay.Passkey, DateTimeOffset.UtcNow);
        Assert.Equal("201", await laptop.AddAsync(last));
        Assert.Equal("422 too-many-passkeys", await laptop.SendAsync(HttpMethod.Post, "/api/passkeys/options").OutcomeAsync());
    }

    [Fact]
    public async Task M203_nor_by_questions_that_were_asked_at_once_when_there_was_room_for_one()
    {
        var (person, laptop) = await SomebodyAsync();
        for (byte i = 0; i < Passkey.Most - 1; i++)
            await Server.Accounts.AddPasskeyAsync(new Passkey(Guid.NewGuid().ToByteArray(), person.Person, $"{i}", new byte[] { 1 }, 0, "", true, false, false, DateTimeOffset.UtcNow));
        await Server.Accounts.ConfirmSessionAsync(Secret.Hash(person.Cookie!.Split('=')[1]), SignInWay.Passkey, DateTimeOffset.UtcNow);
        List<(KeyedBrowser Browser, JsonNode Question)> asked = [];
        for (var i = 0; i < 3; i++)
        {
            var browser = new KeyedBrowser(Server, person);
            asked.Add((browser, await browser.AskAsync("/api/passkeys")));
        }

        List<string> outcomes = [];
        foreach (var (browser, question) in asked)
        {
            using var key = new SoftKey();
            outcomes.Add(await browser.AnswerAddAsync(key.Create(question, browser.Origin)));
        }

        Assert.Equal(["201", "422 too-many-passkeys", "422 too-many-passkeys"], outcomes);
        Assert.Equal(Passkey.Most, (await laptop.ListAsync()).Count);
    }

    [Fact]
    public async Task Where_passkeys_do_not_work_nobody_is_asked_for_one()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        Assert.Equal("400 bad-request", await person.PostAsync("/api/passkeys/options").OutcomeAsync());
        Assert.Equal("400 bad-request", await Server.Stranger().PostAsync("/api/sign-in/options").OutcomeAsync());
        Assert.Contains("Passkeys work at <strong class='address'>localhost</strong> alone", await person.Http.GetStringAsync("/account"), StringComparison.Ordinal);
        Assert.DoesNotContain("by-passkey", await Server.Stranger().Http.GetStringAsync("/join"), StringComparison.Ordinal);
        var there = new KeyedBrowser(Server);
        using var page = await there.SendAsync(HttpMethod.Get, "/join");
        Assert.Contains("by-passkey", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_eleventh_failure_of_an_address_within_a_minute_is_refused_and_a_right_one_is_not()
    {
        await using var server = await CollabServer.StartAsync();
        var laptop = new KeyedBrowser(server, await server.JoinAsync(Role.Annotator));
        using SoftKey key = new(), unknown = new() { Handle = "bm9ib2R5" };
        Assert.Equal("201", await laptop.AddAsync(key));
        for (var i = 0; i < 10; i++)
            Assert.Equal("401 unauthenticated", await new KeyedBrowser(server).SignInAsync(unknown));
        Assert.Equal("429 rate-limited", await new KeyedBrowser(server).SignInAsync(unknown));
        Assert.Equal("204", await new KeyedBrowser(server).SignInAsync(key));
    }

    private async Task<(Participant Person, KeyedBrowser Browser)> SomebodyAsync()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        return (person, new KeyedBrowser(Server, person));
    }
}
