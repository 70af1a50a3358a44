using Collab.Domain.Policy;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Accounts;

/// <summary>What a browser that was left open makes, and takes away, of the ways in.</summary>
[Collection(ServerCollection.Name)]
public sealed class SignInAgainTests(ServerFixture fixture)
{
    private const string Again = "403 sign-in-again";

    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M125_Who_can_show_who_they_are_has_to_before_a_way_in_or_a_session_is_taken_away()
    {
        var (person, laptop) = await SomebodyAsync();
        var (link, secret) = await LinkAsync(laptop);
        var (elsewhere, here) = (await OpenAsync(new KeyedBrowser(Server), secret), Secret.Hash(person.Cookie!.Split('=')[1]));
        using var key = new SoftKey();
        Assert.Equal("201", await laptop.AddAsync(key));
        await ComeByUniversityAsync(person);
        var other = (await Server.Accounts.ListSessionsAsync(person.Person)).Single(session => session.Id != here).Id;
        string[] taken = [$"/api/me/links/{link}", $"/api/sessions/{other}", "/api/me/university", $"/api/passkeys/{key.WireId}", "/api/sessions"];
        foreach (var path in taken)
            Assert.Equal((path, Again), (path, await DeleteAsync(laptop, path)));
        Assert.Equal(person.Person, await elsewhere.MeAsync());
        Assert.Single(await laptop.ListAsync());
        Assert.Equal("204", await laptop.SignInAsync(key));
        foreach (var path in taken)
            Assert.Equal((path, "204"), (path, await DeleteAsync(laptop, path)));
        Assert.Null(await elsewhere.MeAsync());
        // Nothing is asked of whoever signs out here.
        Assert.Equal("201", await laptop.AddAsync(key));
        Assert.Equal("204", await DeleteAsync(laptop, $"/api/sessions/{here}"));
        Assert.Null(await laptop.MeAsync());
    }

    [Fact]
    public async Task M129_Neither_an_invite_nor_a_code_nor_a_link_of_ones_own_shows_who_one_is()
    {
        var (owner, (_, laptop)) = (await Server.JoinAsync(Role.Owner), await SomebodyAsync());
        var (_, secret) = await LinkAsync(laptop);
        using var key = new SoftKey();
        Assert.Equal("201", await laptop.AddAsync(key));
        using var invited = await owner.PostAsync($"/api/seminars/{Server.Seminar}/invites", new { role = "reader" });
        using var shown = await owner.PostAsync($"/api/seminars/{Server.Seminar}/code", new { role = "reader" });
        var person = await laptop.MeAsync();
        foreach (var way in new object[] { new { secret }, new { secret = ((string)(await invited.JsonAsync())["url"]!).Split('#')[1] }, new { code = (string)(await shown.JsonAsync())["code"]! } })
        {
            using var entered = await laptop.SendAsync(HttpMethod.Post, "/api/join", way);
            Assert.Equal(("200", person), (await entered.OutcomeAsync(), await laptop.MeAsync()));
            Assert.Equal(Again, await PostAsync(laptop, "/api/me/links"));
        }

        Assert.Equal("204", await laptop.SignInAsync(key));
        Assert.Equal("201", await PostAsync(laptop, "/api/me/links"));
    }

    [Fact]
    public async Task M138_A_first_passkey_a_token_and_a_link_for_another_device_ask_whoever_has_another_way_in()
    {
        var (person, laptop) = await SomebodyAsync();
        Assert.Equal("201", await TokenAsync());
        await ComeByUniversityAsync(person);
        Assert.Equal(Again, await PostAsync(laptop, "/api/passkeys/options"));
        Assert.Equal(Again, await PostAsync(laptop, "/api/me/link"));
        Assert.Equal(Again, await TokenAsync());
        Assert.Empty(await laptop.ListAsync());

        Task<string> TokenAsync() => PostAsync(laptop, "/api/tokens", new { name = "A program", scopes = new[] { "read" } });
    }

    [Fact]
    public async Task M139_The_only_passkey_is_said_to_be_lost_and_nobody_is_signed_in_any_more()
    {
        var (person, laptop) = await SomebodyAsync();
        var (_, secret) = await LinkAsync(laptop);
        var elsewhere = await OpenAsync(new KeyedBrowser(Server), secret);
        using SoftKey lost = new(), second = new();
        Assert.Equal("201", await laptop.AddAsync(lost));
        Assert.Equal("204", await elsewhere.SignInAsync(lost));
        Assert.Equal("201", await elsewhere.AddAsync(second));
        // There is another to show.
        Assert.Equal(Again, await DeleteAsync(laptop, $"/api/passkeys/{lost.WireId}?lost=true"));
        Assert.Equal("204", await DeleteAsync(elsewhere, $"/api/passkeys/{second.WireId}"));
        Assert.Equal(Again, await DeleteAsync(laptop, $"/api/passkeys/{lost.WireId}?lost=false"));
        Assert.Equal("404 not-found", await DeleteAsync(laptop, $"/api/passkeys/{second.WireId}?lost=true"));
        Assert.Equal("204", await DeleteAsync(laptop, $"/api/passkeys/{lost.WireId}?lost=true"));
        Assert.Equal((null, null), (await laptop.MeAsync(), await elsewhere.MeAsync()));
        Assert.Equal("401 unauthenticated", await new KeyedBrowser(Server).SignInAsync(lost));
        Assert.Equal(person.Person, await (await OpenAsync(laptop, secret)).MeAsync());
    }

    [Fact]
    public async Task M206_Nothing_is_deleted_or_erased_for_good_from_a_browser_that_was_left_open()
    {
        var (seminar, olga, _) = await Server.NewSeminarAsync("To be deleted");
        await Server.JoinAsync(Role.Owner, seminar: seminar);
        var (ida, ann, bea, cai) = (await MemberAsync(), await MemberAsync(), await MemberAsync(), await MemberAsync());
        var members = $"/api/seminars/{seminar}/members";
        List<(KeyedBrowser Browser, SoftKey Key)> people = [];
        List<(int Who, HttpMethod Method, string Path, object? Body)> acts =
        [
            (await LeftOpenAsync(ann), HttpMethod.Post, "/api/me/erase", new { scope = "seminar", seminar, confirm = "To be deleted" }),
            (await LeftOpenAsync(bea), HttpMethod.Post, "/api/me/erase", new { scope = "everything", confirm = bea.Name }),
            (await LeftOpenAsync(cai), HttpMethod.Post, $"{members}/{cai.Member}/erase", null),
            (await LeftOpenAsync(olga), HttpMethod.Post, $"{members}/{ida.Member}/erase", null),
            (3, HttpMethod.Delete, $"/api/seminars/{seminar}", new { title = "To be deleted" }),
        ];
        foreach (var (who, method, path, body) in acts)
            Assert.Equal((path, Again), (path, await people[who].Browser.SendAsync(method, path, body).OutcomeAsync()));
        Assert.Equal("200", await ida.GetAsync($"/api/seminars/{seminar}").OutcomeAsync());
        foreach (var (browser, key) in people)
            Assert.Equal("204", await browser.SignInAsync(key));
        foreach (var (who, method, path, body) in acts)
            Assert.Equal((path, "204"), (path, await people[who].Browser.SendAsync(method, path, body).OutcomeAsync()));
        people.ForEach(person => person.Key.Dispose());
        Assert.Equal("404 not-found", await ida.GetAsync($"/api/seminars/{seminar}").OutcomeAsync());

        Task<Participant> MemberAsync() => Server.JoinAsync(Role.Annotator, seminar: seminar);

        async Task<int> LeftOpenAsync(Participant who)
        {
            people.Add((new KeyedBrowser(Server, who), new SoftKey()));
            Assert.Equal("201", await people[^1].Browser.AddAsync(people[^1].Key));
            return people.Count - 1;
        }
    }

    [Fact]
    public async Task M224_Nobody_is_made_a_moderator_or_owner_and_no_seat_is_opened_from_a_browser_that_was_left_open()
    {
        var (seminar, olga, _) = await Server.NewSeminarAsync();
        var (ida, hal) = (await Server.JoinAsync(Role.Annotator, seminar: seminar), await Server.JoinAsync(Role.Owner, seminar: seminar));
        var (path, browser) = ($"/api/seminars/{seminar}", new KeyedBrowser(Server, olga));
        using var key = new SoftKey();
        Assert.Equal("201", await browser.AddAsync(key));
        (HttpMethod Method, string Path, object Body, string Outcome)[] acts =
        [
            (HttpMethod.Post, $"{path}/invites", new { role = "owner" }, "201"),
            (HttpMethod.Post, $"{path}/invites", new { role = "moderator" }, "201"),
            (HttpMethod.Post, $"{path}/members/{ida.Member}/seat", new { }, "201"),
            (HttpMethod.Patch, $"{path}/members/{ida.Member}", new { role = "moderator" }, "200"),
            (HttpMethod.Patch, $"{path}/members/{ida.Member}", new { role = "owner" }, "200"),
        ];
        foreach (var (method, act, body, _) in acts)
            Assert.Equal((act, body, Again), (act, body, await browser.SendAsync(method, act, body).OutcomeAsync()));
        Assert.Equal(("201", "200"), (await PostAsync(browser, $"{path}/invites", new { role = "annotator" }), await browser.SendAsync(HttpMethod.Patch, $"{path}/members/{ida.Member}", new { role = "reader" }).OutcomeAsync()));
        Assert.Equal("204", await browser.SignInAsync(key));
        foreach (var (method, act, body, outcome) in acts)
            Assert.Equal((act, body, outcome), (act, body, await browser.SendAsync(method, act, body).OutcomeAsync()));
        // Who has nothing to show is asked for nothing; a token was made by whoever had shown it.
        Assert.Equal("201", await hal.PostAsync($"{path}/invites", new { role = "owner" }).OutcomeAsync());
        var program = await hal.WithTokenAsync("moderate");
        using var second = new SoftKey();
        Assert.Equal("201", await new KeyedBrowser(Server, hal).AddAsync(second));
        Assert.Equal(("201", Again), (await program.PostAsync($"{path}/invites", new { role = "owner" }).OutcomeAsync(), await hal.PostAsync($"{path}/invites", new { role = "owner" }).OutcomeAsync()));
    }

    [Fact]
    public async Task M225_What_another_has_erased_takes_nobody_the_ways_back_to_the_seat_that_they_keep()
    {
        var (seminar, olga, _) = await Server.NewSeminarAsync();
        var ida = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        var browser = new KeyedBrowser(Server, ida);
        using var key = new SoftKey();
        Assert.Equal("201", await browser.AddAsync(key));
        Assert.Equal("204", await browser.SignInAsync(key));
        var (_, secret) = await LinkAsync(browser);
        Assert.Equal("204", await olga.PostAsync($"/api/seminars/{seminar}/members/{ida.Member}/erase").OutcomeAsync());
        Assert.Equal("Name erased", (await Server.Accounts.FindPersonAsync(ida.Person))!.DisplayName);
        Assert.Equal("204", await new KeyedBrowser(Server).SignInAsync(key));
        Assert.Equal(ida.Person, await (await OpenAsync(new KeyedBrowser(Server), secret)).MeAsync());
        // Nor does one's own act, where one stays; of whoever has gone it is another's to take no more.
        Assert.Equal("204", await PostAsync(browser, $"/api/seminars/{seminar}/members/{ida.Member}/erase"));
        Assert.Single(await Server.Accounts.ListPasskeysAsync(ida.Person));
        Assert.Equal("204", await olga.DeleteAsync($"/api/seminars/{seminar}/members/{ida.Member}").OutcomeAsync());
        Assert.Equal("204", await olga.PostAsync($"/api/seminars/{seminar}/members/{ida.Member}/erase").OutcomeAsync());
        Assert.Single(await Server.Accounts.ListPasskeysAsync(ida.Person));
    }

    private async Task<(Participant Person, KeyedBrowser Browser)> SomebodyAsync()
    {
        var person = await Server.JoinAsync(Role.Annotator);
        return (person, new KeyedBrowser(Server, person));
    }

    private Task ComeByUniversityAsync(Participant person) =>
        Server.Accounts.ClaimIdentityAsync("https://login.uni.test", Secret.NewId(), new Person(person.Person, person.Name, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow);

    private static async Task<(string Id, string Secret)> LinkAsync(KeyedBrowser browser)
    {
        using var made = await browser.SendAsync(HttpMethod.Post, "/api/me/links", new { });
        var link = await made.JsonAsync();
        return ((string)link["id"]!, ((string)link["url"]!).Split('#')[1]);
    }

    private static async Task<KeyedBrowser> OpenAsync(KeyedBrowser browser, string secret)
    {
        using var entered = await browser.SendAsync(HttpMethod.Post, "/api/join", new { secret });
        Assert.Equal("200", await entered.OutcomeAsync());
        return browser;
    }

    private static Task<string> DeleteAsync(KeyedBrowser browser, string path) => browser.SendAsync(HttpMethod.Delete, path).OutcomeAsync();

    private static Task<string> PostAsync(KeyedBrowser browser, string path, object? body = null) => browser.SendAsync(HttpMethod.Post, path, body ?? new { }).OutcomeAsync();
}
