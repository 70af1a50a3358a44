using Collab.Domain.Policy;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace Collab.Server.Tests.University;

/// <summary>A university that has a session with the browser, and sends back at once whoever sits at it.</summary>
[Collection(UniversityCollection.Name)]
public sealed class ShownAnewTests : IDisposable
{
    private const string Again = "403 sign-in-again", AgainPath = "/sign-in/university/again", ConnectPath = "/sign-in/university/connect";

    private static readonly (string, string) OwnPage = ("Sec-Fetch-Site", "same-origin");

    private readonly UniversityFixture _fixture;
    private readonly TestUniversity _university;
    private readonly Visitor _visitor;

    public ShownAnewTests(UniversityFixture fixture)
    {
        (_fixture, _university, _visitor) = (fixture, fixture.University, fixture.NewVisitor());
        _university.BecomeUsual();
        (_university.Present, _university.Session) = (Student.New("student"), DateTimeOffset.UtcNow.AddDays(-1));
    }

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task M255_A_session_of_the_university_shows_nobody_who_sits_at_the_browser_and_signing_in_there_anew_does()
    {
        Assert.Equal("302", await _visitor.ComeInAsync());
        Assert.Equal((SignInWay.Institution, Again, Again), (await WayAsync(), await TokenAsync(), await LinkAsync()));
        // It may be sent there as often as one likes.
        Assert.Equal("302", await _visitor.ComeInAsync());
        Assert.Equal((Again, Again), (await TokenAsync(), await LinkAsync()));

        var asked = await _visitor.NextAsync($"{AgainPath}?returnTo=/rooms/x", OwnPage);
        var question = QueryHelpers.ParseQuery(new Uri(asked).Query);
        Assert.Equal(("login", "0"), ($"{question["prompt"]}", $"{question["max_age"]}"));
        var (person, session) = (await _visitor.MeAsync(), _visitor.Session);
        Assert.Equal("/rooms/x", await _visitor.NextAsync(await _visitor.NextAsync(asked)));
        Assert.Equal((SignInWay.InstitutionAnew, person), (await WayAsync(), await _visitor.MeAsync()));
        Assert.NotEqual(session, _visitor.Session);
        Assert.NotNull(await _fixture.Server.Accounts.ReadGrantAsync(_visitor.Session!));
        Assert.Equal(("201", "201"), (await TokenAsync(), await LinkAsync()));
    }

    [Theory]
    [InlineData(false, 0L, "does not say when you signed in there")]
    [InlineData(true, -86_400L, "asked you nothing")]
    [InlineData(true, -120L, "asked you nothing")]
    // A time that is to come, and one in milliseconds.
    [InlineData(true, 120L, "asked you nothing")]
    [InlineData(true, 1_000_000_000_000L, "does not say when you signed in there")]
    public async Task M255_Where_it_was_passed_over_or_is_not_said_it_is_refused_with_what_else_to_do(bool says, long seconds, string said)
    {
        Assert.Equal("302", await _visitor.ComeInAsync());
        var (person, session) = (await _visitor.MeAsync(), _visitor.Session);
        (_university.Obeys, _university.SaysWhen) = (false, says);
        _university.Forge = !says || seconds < 0 ? null : claims =>
        {
            claims["auth_time"] = (long)claims["auth_time"]! + seconds;
            return _university.Sign(claims);
        };
        _university.Session = DateTimeOffset.UtcNow.AddSeconds(Math.Min(0, seconds));
        using var page = await _visitor.GoAsync(await _visitor.BackAsync(AgainPath, OwnPage), "text/html");
        var text = await page.Content.ReadAsStringAsync();
        Assert.Equal(403, (int)page.StatusCode);
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Contains("a passkey or a mailed link if you have one", text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{AgainPath}?returnTo=%2Faccount\">Sign in again by Test University</a>", text, StringComparison.Ordinal);
        Assert.Equal((person, session), (await _visitor.MeAsync(), _visitor.Session));
        Assert.Equal((Again, Again), (await TokenAsync(), await LinkAsync()));
    }

    [Fact]
    public async Task M255_A_clock_that_is_out_by_less_than_a_minute_makes_no_difference()
    {
        Assert.Equal("302", await _visitor.ComeInAsync());
        (_university.Obeys, _university.Session) = (false, DateTimeOffset.UtcNow.AddSeconds(-30));
        Assert.Equal("302", await AgainAsync());
        Assert.Equal("201", await TokenAsync());
    }

    [Fact]
    public async Task M255_Who_signs_in_there_as_somebody_else_has_not_shown_that_they_are_who_is_here()
    {
        Assert.Equal("302", await _visitor.ComeInAsync());
        var (person, session, known) = (await _visitor.MeAsync(), _visitor.Session, Student.New("student"));
        using var elsewhere = await _fixture.ComeInAsync(known);
        foreach (var other in new[] { known, Student.New("student") })
        {
            _university.Present = other;
            Assert.Equal(Again, await AgainAsync());
            Assert.Equal((person, session), (await _visitor.MeAsync(), _visitor.Session));
            Assert.Equal(other == known, await IdentityAsync(other) is not null);
        }
    }

    [Fact]
    public async Task M255_It_begins_on_a_page_of_this_server_by_who_is_here_and_the_pages_lead_there()
    {
        Assert.Equal("401 unauthenticated", await _visitor.GoAsync(AgainPath, headers: OwnPage).OutcomeAsync());
        Assert.Equal("302", await _visitor.ComeInAsync());
        Assert.Equal("403 bad-origin", await _visitor.GoAsync(AgainPath).OutcomeAsync());
        Assert.Equal("403 bad-origin", await _visitor.GoAsync(AgainPath, headers: ("Sec-Fetch-Site", "cross-site")).OutcomeAsync());
        foreach (var path in new[] { "/account", $"/seminars/{_fixture.Seminar}/manage" })
        {
            using var page = await _visitor.GoAsync(path, "text/html");
            Assert.Contains($"<a class=\"button\" href=\"{AgainPath}?returnTo={Uri.EscapeDataString(path)}\">Sign in again by Test University</a>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        _visitor.BecomeAs(await _fixture.Server.JoinAsync(Role.Reader));
        using var other = await _visitor.GoAsync("/account", "text/html");
        Assert.DoesNotContain(AgainPath, await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task M256_A_session_of_the_university_connects_nobody(bool says)
    {
        var member = await _fixture.Server.JoinAsync(Role.Reader);
        _visitor.BecomeAs(member);
        (_university.Obeys, _university.SaysWhen) = (false, says);
        var asked = await _visitor.NextAsync(ConnectPath, OwnPage);
        var question = QueryHelpers.ParseQuery(new Uri(asked).Query);
        Assert.Equal(("login", "0"), ($"{question["prompt"]}", $"{question["max_age"]}"));
        Assert.Equal(Again, await _visitor.GoAsync(await _visitor.NextAsync(asked)).OutcomeAsync());
        Assert.Null(await IdentityAsync(_university.Present));
        Assert.Empty(await _fixture.Server.Accounts.ListIdentitiesAsync(member.Person));
        (_university.Obeys, _university.SaysWhen) = (true, true);
        Assert.Equal("302", await _visitor.GoAsync(await _visitor.BackAsync(ConnectPath, OwnPage)).OutcomeAsync());
        Assert.Equal(member.Person, (await IdentityAsync(_university.Present))!.Person);
    }

    [Theory]
    [InlineData("cross-site", "")]
    [InlineData("none", "")]
    // A note has links too.
    [InlineData("same-origin", "")]
    [InlineData("same-origin", "&inPlaceOf=somebody")]
    [InlineData("same-origin", "&inPlaceOf=")]
    public async Task M257_A_link_on_another_page_signs_nobody_out_of_their_seat(string site, string query)
    {
        const string Room = "/rooms/a?b=c";
        var owner = await _fixture.Server.JoinAsync(Role.Owner);
        _visitor.BecomeAs(owner);
        var back = await _visitor.BackAsync($"/sign-in/university?returnTo={Uri.EscapeDataString(Room)}{query}", ("Sec-Fetch-Site", site));
        using var page = await _visitor.GoAsync(back, "text/html");
        Assert.Equal((302, $"/join?returnTo={Uri.EscapeDataString(Room)}"), ((int)page.StatusCode, page.Headers.Location?.OriginalString));
        Assert.Equal((owner.Person, "200"), (await _visitor.MeAsync(), await owner.GetAsync("/api/me").OutcomeAsync()));
        Assert.Null(await IdentityAsync(_university.Present));

        // The page to come in says whose place it is, and that person's is all that it takes. It leads on to where they were going.
        using var join = await _visitor.GoAsync(page.Headers.Location!.OriginalString, "text/html");
        var said = await join.Content.ReadAsStringAsync();
        Assert.Contains($"<bdi>{owner.Name}</bdi> is signed in in this browser. Whoever else comes in by Test University takes that place here.", said, StringComparison.Ordinal);
        Assert.Contains($"To stay <bdi>{owner.Name}</bdi> and be known by Test University too, press “Connect Test University” in <a href='/account'>your account</a>.", said, StringComparison.Ordinal);
        Assert.Contains($"returnTo={Uri.EscapeDataString(Room)}\">Come in by Test University</a>", said, StringComparison.Ordinal);
        var meant = await _visitor.BackAsync(await _visitor.ButtonAsync());
        var third = await _fixture.Server.JoinAsync(Role.Reader);
        _visitor.BecomeAs(third);
        Assert.Equal("409 another-member", await _visitor.GoAsync(meant).OutcomeAsync());
        Assert.Equal(third.Person, await _visitor.MeAsync());
        _visitor.BecomeAs(owner);
        Assert.Equal("302", await _visitor.GoAsync(await _visitor.BackAsync(await _visitor.ButtonAsync())).OutcomeAsync());
        Assert.Equal("401 unauthenticated", await owner.GetAsync("/api/me").OutcomeAsync());
    }

    private async Task<string> AgainAsync() => await _visitor.GoAsync(await _visitor.BackAsync(AgainPath, OwnPage)).OutcomeAsync();

    private async Task<string> TokenAsync() => await (await HereAsync()).PostAsync("/api/tokens", new { name = "A program", scopes = new[] { "read", "annotate", "moderate", "export" } }).OutcomeAsync();

    private async Task<string> LinkAsync() => await (await HereAsync()).PostAsync("/api/me/links", new { days = 365 }).OutcomeAsync();

    private async Task<Participant> HereAsync() => _visitor.ToParticipant((await _visitor.MeAsync())!);

    private async Task<SignInWay> WayAsync() => (await _fixture.Server.Accounts.FindSessionsAsync([_visitor.Session!]))[0].Way;

    private Task<Identity?> IdentityAsync(Student student) => _fixture.Server.Accounts.FindIdentityAsync(TestUniversity.Issuer.TrimEnd('/'), student.Subject);
}
