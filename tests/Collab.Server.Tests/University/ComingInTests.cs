using Collab.Domain.Policy;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace Collab.Server.Tests.University;

[Collection(UniversityCollection.Name)]
public sealed class ComingInTests(UniversityFixture fixture) : IDisposable
{
    private readonly Visitor _visitor = fixture.NewVisitor();

    private TestUniversity University
    {
        get
        {
            fixture.University.BecomeUsual();
            return fixture.University;
        }
    }

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task Somebody_comes_in_with_the_name_and_the_seat_that_the_university_says_and_as_the_same_person_again()
    {
        var student = University.Present = Student.New("student");
        Assert.Contains("href=\"/sign-in/university?returnTo=%2Frooms%2Fx\">Come in by Test University</a>", await (await _visitor.GoAsync("/join?returnTo=/rooms/x", "text/html")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var asked = await _visitor.NextAsync("/sign-in/university?returnTo=/rooms/x");
        var question = QueryHelpers.ParseQuery(new Uri(asked).Query);
        Assert.Equal(("code", "S256", TestUniversity.Back, "openid profile offline_access"), ($"{question["response_type"]}", $"{question["code_challenge_method"]}", $"{question["redirect_uri"]}", $"{question["scope"]}"));
        Assert.All(["state", "nonce", "code_challenge"], name => Assert.True(question[name].ToString().Length >= 40));
        Assert.Equal("/rooms/x", await _visitor.NextAsync(await _visitor.NextAsync(asked)));

        var person = await _visitor.MeAsync();
        Assert.Equal((student.Name, Role.Annotator), ((await fixture.SeatAsync(person!))!.Name, (await fixture.SeatAsync(person!))!.Role));
        var session = Assert.Single(await fixture.Server.Accounts.ListSessionsAsync(person!));
        Assert.Equal((SignInWay.InstitutionAnew, _visitor.Session), (session.Way, session.Id));
        Assert.NotNull(session.Checked);
        Assert.Contains("You come in by Test University", await (await _visitor.GoAsync("/account", "text/html")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var elsewhere = await fixture.ComeInAsync(student);
        Assert.Equal(person, await elsewhere.MeAsync());
    }

    [Fact]
    public async Task M207_Who_may_make_seminars_by_a_claim_does_for_as_long_as_the_claim_is_there()
    {
        var professor = Student.New("student", "professor");
        foreach (var (roles, outcome) in new (string[], string)[] { (["student", "professor"], "201"), (["student"], "403 forbidden") })
        {
            professor.Roles = roles;
            using var visitor = await fixture.ComeInAsync(professor);
            Assert.Equal(outcome, await visitor.ToParticipant((await visitor.MeAsync())!).PostAsync("/api/seminars", new { title = "Of my own" }).OutcomeAsync());
        }
    }

    [Fact]
    public async Task Its_cookies_are_this_hosts_alone_and_are_gone_afterwards()
    {
        using var visitor = await fixture.ComeInAsync(Student.New());
        Assert.Equal(["__Host-collab"], visitor.Cookies.Keys.Where(cookie => cookie.Host == "collab.test").Select(cookie => cookie.Name));
        var set = visitor.SetCookies.Where(cookie => cookie.StartsWith("__Host-collab-", StringComparison.Ordinal) && !cookie.Contains("1970", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, set.Count);
        Assert.All(set, cookie => Assert.All(["; secure", "; httponly", "; samesite=lax", "; path=/;"], flag => Assert.Contains(flag, $"{cookie};", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task N17_the_session_before_ends_and_another_person_takes_its_place()
    {
        var before = await fixture.Server.JoinAsync(Role.Reader);
        _visitor.BecomeAs(before);
        University.Present = Student.New();
        Assert.Equal("302", await _visitor.GoAsync(await _visitor.BackAsync(await _visitor.ButtonAsync())).OutcomeAsync());
        Assert.NotEqual(before.Person, await _visitor.MeAsync());
        Assert.Equal("401 unauthenticated", await before.GetAsync("/api/me").OutcomeAsync());
    }

    [Theory]
    [InlineData("//evil.test/")]
    [InlineData("https://evil.test/")]
    [InlineData("/\\evil.test")]
    public async Task N35_nobody_is_sent_elsewhere(string to)
    {
        University.Present = Student.New();
        Assert.Equal("/", await _visitor.NextAsync(await _visitor.BackAsync($"/sign-in/university?returnTo={Uri.EscapeDataString(to)}")));
    }

    [Fact]
    public async Task M35_who_stops_at_the_university_reads_a_page_that_says_what_to_do()
    {
        University.Stops = true;
        var back = await _visitor.BackAsync();
        using var page = await _visitor.GoAsync(back, "text/html");
        Assert.Equal(401, (int)page.StatusCode);
        Assert.Contains("or you stopped there. Go back to where you come in", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await _visitor.MeAsync());
    }

    [Fact]
    public async Task M44_an_address_that_is_somebodys_makes_nobody_that_person_and_is_no_name()
    {
        var owner = await fixture.Server.JoinAsync(Role.Owner);
        await fixture.Server.Accounts.SaveContactAsync(new Contact(owner.Person, "olga@uni.test", DateTimeOffset.UtcNow));
        using var visitor = await fixture.ComeInAsync(new Student("subject-m44", "olga@uni.test") { Mail = "olga@uni.test" });
        var person = (await visitor.MeAsync())!;
        Assert.NotEqual(owner.Person, person);
        Assert.StartsWith("New member", (await fixture.SeatAsync(person))!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task N33_the_same_subject_of_another_issuer_is_another_person()
    {
        var (now, student) = (DateTimeOffset.UtcNow, Student.New());
        var there = await fixture.Server.Accounts.ClaimIdentityAsync("https://login.other.test", student.Subject, new Person(Secret.NewId(), "Of another house", now), now);
        using var visitor = await fixture.ComeInAsync(student);
        Assert.NotEqual(there.Id, await visitor.MeAsync());
        Assert.Equal(there.Id, (await fixture.Server.Accounts.FindIdentityAsync("https://login.other.test", student.Subject))!.Person);
    }

    [Fact]
    public async Task Who_is_here_connects_the_university_and_comes_in_as_the_same_person()
    {
        var (member, student) = (await fixture.Server.JoinAsync(Role.Reader, seminar: fixture.Seminar), Student.New("staff"));
        _visitor.BecomeAs(member);
        University.Present = student;
        var asked = await _visitor.NextAsync("/sign-in/university/connect", ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal("login", $"{QueryHelpers.ParseQuery(new Uri(asked).Query)["prompt"]}");
        Assert.Equal("/account", await _visitor.NextAsync(await _visitor.NextAsync(asked)));
        Assert.Equal(member.Person, await _visitor.MeAsync());
        // The seat was given by an invite, and is not the university's to change.
        Assert.Equal(Role.Reader, (await fixture.SeatAsync(member.Person))!.Role);
        using var elsewhere = await fixture.ComeInAsync(student);
        Assert.Equal(member.Person, await elsewhere.MeAsync());

        var other = await fixture.Server.JoinAsync(Role.Reader);
        _visitor.BecomeAs(other);
        Assert.Equal("409 already", await (await _visitor.GoAsync(await _visitor.BackAsync("/sign-in/university/connect", ("Sec-Fetch-Site", "same-origin")))).OutcomeAsync());
        Assert.Equal(other.Person, await _visitor.MeAsync());
    }

    [Fact]
    public async Task Who_disconnects_it_keeps_the_seats_and_has_another_way_back_or_confirms_that_they_mean_it()
    {
        var student = University.Present = Student.New("student");
        Assert.Equal("302", await _visitor.ComeInAsync());
        var person = (await _visitor.MeAsync())!;
        var member = _visitor.ToParticipant(person);
        Assert.Equal("409 only-way-back", await DisconnectAsync());
        Assert.Single(await fixture.Server.Accounts.ListIdentitiesAsync(person));
        using var made = await member.PostAsync("/api/me/links", new { days = 7 });
        Assert.Equal(201, (int)made.StatusCode);
        Assert.Equal("204", await DisconnectAsync());
        Assert.Equal("404 not-found", await DisconnectAsync("?confirm=true"));
        Assert.Equal(person, await _visitor.MeAsync());
        Assert.Equal(Role.Annotator, (await fixture.SeatAsync(person))!.Role);
        using var elsewhere = await fixture.ComeInAsync(student);
        Assert.NotEqual(person, await elsewhere.MeAsync());

        Task<string> DisconnectAsync(string query = "") => member.DeleteAsync($"/api/me/university{query}").OutcomeAsync();
    }

    [Fact]
    public async Task Connecting_begins_on_ones_own_page_alone_and_ends_with_who_began()
    {
        var member = await fixture.Server.JoinAsync(Role.Reader);
        _visitor.BecomeAs(member);
        Assert.Equal("403 bad-origin", await _visitor.GoAsync("/sign-in/university/connect").OutcomeAsync());
        Assert.Equal("403 bad-origin", await _visitor.GoAsync("/sign-in/university/connect", headers: ("Sec-Fetch-Site", "cross-site")).OutcomeAsync());
        University.Present = Student.New();
        var back = await _visitor.BackAsync("/sign-in/university/connect", ("Sec-Fetch-Site", "same-origin"));
        _visitor.BecomeAs(await fixture.Server.JoinAsync(Role.Reader));
        Assert.Equal("401 unauthenticated", await _visitor.GoAsync(back).OutcomeAsync());
        Assert.Empty(await fixture.Server.Accounts.ListIdentitiesAsync(member.Person));
    }

    [Fact]
    public async Task No_secret_of_it_is_in_a_log_or_in_the_files()
    {
        var student = Student.New();
        using var visitor = await fixture.ComeInAsync(student);
        University.Forge = claims => University.Sign(claims, "another");
        Assert.Equal("401 unauthenticated", await _visitor.ComeInAsync());
        var grant = (await fixture.Server.Accounts.ReadGrantAsync(visitor.Session!))!.Value;
        var secrets = University.Secrets;
        Assert.True(secrets.Count > 4);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, fixture.Server.Log.Text, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString(grant.Span), StringComparison.Ordinal));
        Assert.DoesNotContain(student.Name, fixture.Server.Log.Text, StringComparison.Ordinal);
    }
}
