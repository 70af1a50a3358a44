using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Server.Tests.Hubs;
using Collab.Server.University;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Credentials = Collab.Server.Security.Credentials;

namespace Collab.Server.Tests.University;

/// <summary>Whether the university still lets in whom it has let in.</summary>
[Collection(UniversityCollection.Name)]
public sealed class RenewalTests(UniversityFixture fixture)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(3), Due = TimeSpan.FromMinutes(4.5), Late = TimeSpan.FromMinutes(6), Long = TimeSpan.FromMinutes(61);

    private IAccountStore Accounts => fixture.Server.Accounts;

    [Fact]
    public async Task N31_whoever_is_disabled_is_out_with_the_open_connection_while_it_is_in_use()
    {
        var student = Student.New("student");
        using var visitor = await fixture.ComeInAsync(student);
        var person = visitor.ToParticipant((await visitor.MeAsync())!);
        await using var connection = await person.ConnectAsync();
        var closed = connection.ClosedAsync();
        student.Disabled = true;
        await SetCheckedAsync(visitor.Session!, Due);
        await closed.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("401 unauthenticated", await person.GetAsync("/api/me").OutcomeAsync());
        Assert.NotNull((await SessionAsync(person.Person)).Ended);
        Assert.Null(await Accounts.ReadGrantAsync(visitor.Session!));
    }

    [Fact]
    public async Task N31_whoever_is_disabled_is_out_with_the_first_thing_that_is_asked_after_five_minutes()
    {
        var student = Student.New("student");
        using var visitor = await fixture.ComeInAsync(student);
        var person = (await visitor.MeAsync())!;
        student.Disabled = true;
        await SetCheckedAsync(visitor.Session!, Fresh);
        Assert.True(await AskAsync(person));
        await SetCheckedAsync(visitor.Session!, Late);
        Assert.False((await Credentials.AreStillValidAsync([Caller.Of(await SessionAsync(person))]))[0]);
        Assert.Null(await visitor.MeAsync());
    }

    [Fact]
    public async Task N31_whoever_is_removed_here_is_out_at_once_and_no_renewal_and_no_sign_in_brings_them_back()
    {
        var owner = await fixture.Server.JoinAsync(Role.Owner, seminar: fixture.Seminar);
        var student = Student.New("student");
        using var visitor = await fixture.ComeInAsync(student);
        var person = visitor.ToParticipant((await visitor.MeAsync())!);
        var seat = (await fixture.SeatAsync(person.Person))!;
        Assert.Equal("200", await person.GetAsync($"/api/seminars/{fixture.Seminar}/members").OutcomeAsync());
        Assert.Equal("204", await owner.DeleteAsync($"/api/seminars/{fixture.Seminar}/members/{seat.Id}").OutcomeAsync());
        Assert.Equal("404 not-found", await person.GetAsync($"/api/seminars/{fixture.Seminar}/members").OutcomeAsync());
        await SetCheckedAsync(visitor.Session!, Late);
        Assert.True(await AskAsync(person.Person));
        using var again = await fixture.ComeInAsync(student);
        Assert.Equal(person.Person, await again.MeAsync());
        Assert.Null(await fixture.SeatAsync(person.Person));
    }

    [Fact]
    public async Task A_renewal_gives_the_seat_that_the_university_says_now_and_takes_back_what_it_gave_alone()
    {
        var student = Student.New("student");
        using var visitor = await fixture.ComeInAsync(student);
        var person = (await visitor.MeAsync())!;
        var (elsewhere, _) = await fixture.Server.FoundAsync("Not the university's");
        var there = (await fixture.Server.Grains.GetGrain<ISeminarGrain>(elsewhere).JoinAsync(person, "A student", Role.Reader)).Demand().Id!;
        await Accounts.SaveMembershipAsync(new Membership(person, elsewhere, there));
        foreach (var (roles, seat) in new (string[], Role?)[] { (["staff"], Role.Moderator), (["student", "staff"], Role.Moderator), (["student"], Role.Annotator), ([], null), (["student"], Role.Annotator) })
        {
            student.Roles = roles;
            await SetCheckedAsync(visitor.Session!, Late);
            Assert.True(await AskAsync(person));
            Assert.Equal(seat, (await fixture.SeatAsync(person))?.Role);
            Assert.Equal(seat is null ? [elsewhere] : new[] { elsewhere, fixture.Seminar }.Order(StringComparer.Ordinal), (await Accounts.ListMembershipsOfPersonAsync(person)).Select(held => held.Seminar));
        }
    }

    [Fact]
    public async Task Of_several_nodes_one_asks_and_a_refresh_token_is_used_once()
    {
        using var visitor = await fixture.ComeInAsync(Student.New());
        var person = (await visitor.MeAsync())!;
        await SetCheckedAsync(visitor.Session!, Late);
        var session = await SessionAsync(person);
        var before = fixture.University.Renewals;
        var nodes = Enumerable.Range(0, 8).Select(_ => NewNode()).ToList();
        Assert.All(await Task.WhenAll(nodes.Select(node => Task.Run(() => node.HoldsAsync(session)))), Assert.True);
        Assert.Equal(before + 1, fixture.University.Renewals);
        Assert.Null((await SessionAsync(person)).Ended);

        // And the next one is asked by the token that came with the answer.
        await SetCheckedAsync(visitor.Session!, Late);
        Assert.True(await AskAsync(person));
        Assert.Equal(before + 2, fixture.University.Renewals);
    }

    [Fact]
    public async Task M47_while_the_university_does_not_answer_sessions_go_on_for_an_hour_and_nobody_new_comes_in()
    {
        using var visitor = await fixture.ComeInAsync(Student.New());
        var person = (await visitor.MeAsync())!;
        using var newcomer = fixture.NewVisitor();
        var back = await newcomer.BackAsync();
        fixture.University.Line.Cut = true;
        try
        {
            Assert.Equal("503 unavailable", await newcomer.GoAsync(back).OutcomeAsync());
            using var page = await newcomer.GoAsync(await newcomer.NextAsync(await newcomer.NextAsync("/sign-in/university")), "text/html");
            Assert.Contains("or come in by a link.", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await SetCheckedAsync(visitor.Session!, Late);
            Assert.True(await AskAsync(person));
            await SetCheckedAsync(visitor.Session!, Long);
            Assert.False(await AskAsync(person));
            Assert.Null((await SessionAsync(person)).Ended);
        }
        finally
        {
            fixture.University.Line.Cut = false;
        }

        Assert.True(await AskAsync(person));
    }

    [Theory]
    [InlineData("M48 ten megabytes")]
    [InlineData("no JSON")]
    [InlineData("an error of ours")]
    public async Task M48_an_answer_that_says_nothing_of_the_person_throws_nobody_out(string answer)
    {
        using var visitor = await fixture.ComeInAsync(Student.New());
        var person = (await visitor.MeAsync())!;
        using var newcomer = fixture.NewVisitor();
        var back = await newcomer.BackAsync();
        fixture.University.Line.Instead = ("token", answer.StartsWith("M48", StringComparison.Ordinal) ? new string('x', 10 * 1024 * 1024) : answer == "no JSON" ? "<html>" : """{"error":"invalid_client"}""");
        try
        {
            var refused = await newcomer.GoAsync(back).OutcomeAsync();
            Assert.True(refused is "503 unavailable" or "401 unauthenticated", refused);
            Assert.Null(await newcomer.MeAsync());
            await SetCheckedAsync(visitor.Session!, Late);
            Assert.True(await AskAsync(person));
        }
        finally
        {
            fixture.University.Line.Instead = null;
        }
    }

    [Fact]
    public async Task A_renewal_that_answers_for_somebody_else_or_with_a_forged_token_ends_the_session()
    {
        foreach (var forge in new Func<System.Text.Json.Nodes.JsonObject, string>[]
                 {
                     claims =>
                     {
                         claims["sub"] = "somebody-else";
                         return fixture.University.Sign(claims);
                     },
                     claims => fixture.University.Sign(claims, "unknown"),
                 })
        {
            using var visitor = await fixture.ComeInAsync(Student.New());
            var person = (await visitor.MeAsync())!;
            fixture.University.Forge = forge;
            await SetCheckedAsync(visitor.Session!, Late);
            Assert.False(await AskAsync(person));
            Assert.NotNull((await SessionAsync(person)).Ended);
        }
    }

    [Fact]
    public async Task Where_it_cannot_be_asked_again_the_session_ends_with_its_minutes()
    {
        using var visitor = await fixture.ComeInAsync(Student.New());
        var person = (await visitor.MeAsync())!;
        foreach (var (way, minutes, holds) in new[] { (SignInWay.Institution, 719, true), (SignInWay.Institution, 721, false), (SignInWay.InstitutionAnew, 719, true), (SignInWay.InstitutionAnew, 721, false) })
        {
            var secret = Secret.New();
            await Accounts.StartSessionAsync(secret, person, null, way, DateTimeOffset.UtcNow.AddMinutes(-minutes));
            Assert.Equal(holds, await Credentials.OfSessionAsync(secret) is not null);
        }
    }

    [Theory]
    [InlineData("invite")]
    [InlineData("code")]
    [InlineData("link")]
    public async Task M234_no_link_and_no_code_cuts_a_session_loose_from_the_university(string way)
    {
        var student = Student.New("student");
        using var visitor = await fixture.ComeInAsync(student);
        var person = visitor.ToParticipant((await visitor.MeAsync())!);
        var join = await WayInAsync(way, person);
        Assert.Equal("200", await person.PostAsync("/api/join", join).OutcomeAsync());
        Assert.Equal("200", await person.PostAsync("/api/join", join).OutcomeAsync());
        var session = Assert.Single(await Accounts.ListSessionsAsync(person.Person));
        Assert.Equal((visitor.Session, SignInWay.InstitutionAnew, (DateTimeOffset?)null), (session.Id, session.Way, session.Ended));
        Assert.NotNull(session.Checked);

        student.Disabled = true;
        await SetCheckedAsync(session.Id, Late);
        Assert.Equal([false], await Credentials.AreStillValidAsync([Caller.Of(session)]));
        Assert.Null(await visitor.MeAsync());
        // Nor does what let them in then bring them back: nobody came by it, or they came as whom the university knows.
        if (way != "link")
            Assert.Equal("401 unauthenticated", await fixture.Server.Stranger().PostAsync("/api/join", join).OutcomeAsync());
        Assert.Single(await Accounts.ListSessionsAsync(person.Person));
    }

    [Fact]
    public async Task M234_nor_where_it_has_ended_a_moment_ago()
    {
        using var visitor = await fixture.ComeInAsync(Student.New("student"));
        var person = (await visitor.MeAsync())!;
        // Another node ended it, and this one goes on believing for a moment.
        var context = new DefaultHttpContext { User = Caller.Of(await SessionAsync(person)).ToPrincipal() };
        await Accounts.EndSessionAsync(visitor.Session!, DateTimeOffset.UtcNow);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => fixture.Server.Services.GetRequiredService<SignIns>().SignInAsync(context, person, SignInWay.Invite));
        Assert.Equal("unauthenticated", refusal.Code);
        Assert.NotNull(Assert.Single(await Accounts.ListSessionsAsync(person)).Ended);
    }

    [Fact]
    public async Task M234_nor_a_mailed_link_which_shows_again_who_one_is()
    {
        using var visitor = await fixture.ComeInAsync(Student.New("student"));
        var person = (await visitor.MeAsync())!;
        var context = new DefaultHttpContext { User = Caller.Of(await SessionAsync(person)).ToPrincipal() };
        Assert.Equal(visitor.Session, await fixture.Server.Services.GetRequiredService<SignIns>().SignInAsync(context, person, SignInWay.Mail));
        var session = Assert.Single(await Accounts.ListSessionsAsync(person));
        Assert.Equal(SignInWay.Mail, session.Way);
        Assert.NotNull(session.Checked);
        Assert.NotNull(await Accounts.ReadGrantAsync(session.Id));
    }

    private async Task<object> WayInAsync(string way, Participant person)
    {
        var command = Guid.NewGuid();
        if (way == "link")
        {
            using var link = await person.PostAsync("/api/me/link");
            return new { secret = SecretIn(await link.JsonAsync()), commandId = command };
        }

        var (seminar, owner, _) = await fixture.Server.NewSeminarAsync();
        using var made = way == "code"
            ? await owner.PostAsync($"/api/seminars/{seminar}/code")
            : await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "annotator" });
        var answer = await made.JsonAsync();
        return way == "code" ? new { code = (string)answer["code"]!, commandId = command } : new { secret = SecretIn(answer), commandId = command };
    }

    private static string SecretIn(System.Text.Json.Nodes.JsonObject made) => ((string)made["url"]!).Split('#')[1];

    private Credentials Credentials => fixture.Server.Services.GetRequiredService<Credentials>();

    private Renewals NewNode() => ActivatorUtilities.CreateInstance<Renewals>(fixture.Server.Services);

    private async Task<Session> SessionAsync(string person) => (await Accounts.ListSessionsAsync(person)).OrderByDescending(session => session.Created).First();

    /// <summary>Whether the newest session of a person holds, by a node that remembers nothing.</summary>
    private async Task<bool> AskAsync(string person)
    {
        var session = (await Accounts.ListSessionsAsync(person)).Where(session => session.Ended is null).OrderBy(session => session.Created).First();
        return await NewNode().HoldsAsync(session);
    }

    private async Task SetCheckedAsync(string session, TimeSpan ago) =>
        Assert.True(await Accounts.SaveGrantAsync(session, (await Accounts.ReadGrantAsync(session))!.Value, DateTimeOffset.UtcNow - ago));
}
