using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Accounts;
using Collab.Server.Tests.Hubs;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Accounts;

/// <summary>An owner lets a member back in: what the link opens, what it does not, and who hears of it.</summary>
[Collection(ServerCollection.Name)]
public sealed class SeatLinksTests(ServerFixture fixture) : IAsyncLifetime
{
    private string _seminar = "", _document = "";
    private Participant _owner = null!, _ida = null!;

    private CollabServer Server => fixture.Server;

    public async Task InitializeAsync()
    {
        (_seminar, _owner, _document) = await Server.NewSeminarAsync();
        _ida = await Server.JoinAsync(Role.Annotator, "Ida Lund", _seminar);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_member_is_back_in_their_own_seat_and_the_lost_browser_is_out()
    {
        var note = await _ida.AnnotateAsync(_document, "Mine.");
        var (back, entered) = await EnterAsync(await MakeAsync());
        Assert.Equal((_ida.Member, "annotator"), ((string)entered["member"]!, (string)entered["role"]!));
        Assert.Equal("Ida Lund", (string)(await back.ReadAsync("/api/me"))["displayName"]!);
        var edit = new { commandId = Guid.NewGuid(), version = 1, body = new { text = "Mine still." } };
        Assert.Equal("200", await back.PatchAsync($"/api/documents/{_document}/annotations/{note["id"]}", edit).OutcomeAsync());
        // The lost browser is signed in, and has no seat here any more.
        Assert.Equal("404 not-found", await _ida.GetAsync($"/api/documents/{_document}").OutcomeAsync());
        Assert.Empty((await _ida.ReadAsync("/api/me"))["seminars"]!.AsArray());
        using var account = await back.SendAsync(HttpMethod.Get, "/account", null, ("Accept", "text/html"));
        Assert.Contains("by a link from an owner", await account.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_says_who_made_it_for_whom_and_that_it_was_opened()
    {
        var secret = await MakeAsync();
        Assert.Equal(["SeatLinkMade"], await ActsAsync());
        await EnterAsync(secret);
        Assert.Equal(["SeatLinkMade", "SeatMoved"], await ActsAsync());
        var made = (await _owner.ReadAsync($"/api/seminars/{_seminar}/audit"))["items"]!.AsArray().First(row => (string)row!["kind"]! == "SeatLinkMade")!;
        Assert.Equal((_owner.Member, _ida.Member), ((string)made["actor"]!["id"]!, (string)made["member"]!["id"]!));
        using var page = await _owner.SendAsync(HttpMethod.Get, $"/seminars/{_seminar}/audit", null, ("Accept", "text/html"));
        var shown = await page.Content.ReadAsStringAsync();
        Assert.Contains("made a link to the seat of", shown, StringComparison.Ordinal);
        Assert.Contains("opened the link to their seat", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);

        async Task<IEnumerable<string>> ActsAsync() => (await _owner.ReadAsync($"/api/seminars/{_seminar}/audit"))["items"]!.AsArray()
            .Select(row => (string)row!["kind"]!).Where(kind => kind.StartsWith("Seat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task M23_a_link_that_was_opened_opens_nothing_again_nor_does_another_made_before()
    {
        var (first, second) = (await MakeAsync(), await MakeAsync());
        await EnterAsync(first);
        Assert.Equal("410 gone", await OpenAsync(first).OutcomeAsync());
        Assert.Equal("410 gone", await OpenAsync(second).OutcomeAsync());
        // Sent again by who got no answer, it is answered the same seat.
        var (third, command) = (await MakeAsync(), Guid.NewGuid());
        using var entered = await Server.Stranger().PostAsync("/api/join", new { secret = third, commandId = command });
        using var again = await Server.Stranger().PostAsync("/api/join", new { secret = third, commandId = command });
        Assert.Equal((string)(await entered.JsonAsync())["member"]!, (string)(await again.JsonAsync())["member"]!);
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join", new { secret = third, commandId = Guid.NewGuid() }).OutcomeAsync());
    }

    [Fact]
    public async Task M24_of_a_member_of_another_seminar_there_is_none()
    {
        var elsewhere = await Server.JoinAsync(Role.Annotator);
        Assert.Equal("404 not-found", await AskAsync(_owner, elsewhere.Member).OutcomeAsync());
        Assert.Equal("404 not-found", await _owner.PostAsync($"/api/seminars/{Server.Seminar}/members/{elsewhere.Member}/seat", new { }).OutcomeAsync());
    }

    [Fact]
    public async Task M25_no_moderator_makes_one_and_nobody_one_to_an_owners_seat()
    {
        var moderator = await Server.JoinAsync(Role.Moderator, seminar: _seminar);
        var second = await Server.JoinAsync(Role.Owner, seminar: _seminar);
        Assert.Equal("403 forbidden", await AskAsync(moderator, _ida.Member).OutcomeAsync());
        Assert.Equal("403 forbidden", await AskAsync(_ida, moderator.Member).OutcomeAsync());
        Assert.Equal("403 forbidden", await AskAsync(_owner, second.Member).OutcomeAsync());
        Assert.Equal("403 forbidden", await AskAsync(_owner, _owner.Member).OutcomeAsync());
        Assert.Equal("403 forbidden", await AskAsync(await _owner.WithTokenAsync("read", "annotate", "moderate", "export"), _ida.Member).OutcomeAsync());
        Assert.Equal("201", await AskAsync(_owner, moderator.Member).OutcomeAsync());
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("lowered")]
    public async Task M244_a_link_of_an_owner_who_is_one_no_more_moves_no_seat_and_is_not_used_up(string how)
    {
        var second = await Server.JoinAsync(Role.Owner, seminar: _seminar);
        using var made = await AskAsync(second, _ida.Member);
        var (secret, first) = (((string)(await made.JsonAsync())["url"]!).Split('#')[1], await MakeAsync());
        var path = $"/api/seminars/{_seminar}/members/{second.Member}";
        Assert.Equal(how == "removed" ? "204" : "200", await (how == "removed" ? _owner.DeleteAsync(path) : _owner.PatchAsync(path, new { role = "moderator" })).OutcomeAsync());
        Assert.Equal("410 gone", await OpenAsync(secret).OutcomeAsync());
        Assert.Equal("410 gone", await second.PostAsync("/api/join", new { secret }).OutcomeAsync());
        Assert.Equal("200", await _ida.GetAsync($"/api/documents/{_document}").OutcomeAsync());
        Assert.Null((await Server.Accounts.FindLinkAsync(secret))!.Used);
        Assert.Equal(_ida.Member, (string)(await EnterAsync(first)).Joined["member"]!);
    }

    [Fact]
    public async Task M244_a_link_that_moves_no_seat_any_more_takes_no_private_notes_out()
    {
        await _ida.AnnotateAsync(_document, "For my eyes alone.", isPrivate: true);
        var second = await Server.JoinAsync(Role.Owner, seminar: _seminar);
        using var made = await second.PostAsync($"/api/seminars/{_seminar}/members/{_ida.Member}/seat", new { emptyNotebooks = true });
        var link = (await Server.Accounts.FindLinkAsync(((string)(await made.JsonAsync())["url"]!).Split('#')[1]))!;
        Assert.Equal("204", await _owner.DeleteAsync($"/api/seminars/{_seminar}/members/{second.Member}").OutcomeAsync());
        // As after it was looked at and used up.
        var refused = await Assert.ThrowsAsync<RefusalException>(() => Server.Services.GetRequiredService<SeatLinks>().MoveAsync(link, "somebody"));
        Assert.Equal("gone", refused.Code);
        Assert.Contains("For my eyes alone.", (await _ida.ReadAsync($"/api/documents/{_document}/notebook")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task M26_seats_elsewhere_stay_with_the_account_that_has_them_also_those_that_it_gets_later()
    {
        var (other, _, text) = await Server.NewSeminarAsync("A seminar of others");
        await SitAsync(other);
        var secret = await MakeAsync();
        var (back, _) = await EnterAsync(secret);
        var (third, _, later) = await Server.NewSeminarAsync("A third");
        await SitAsync(third);
        Assert.All(await Task.WhenAll(new[] { $"/api/documents/{text}", $"/api/documents/{later}", $"/api/seminars/{other}" }.Select(path => back.GetAsync(path).OutcomeAsync())), said => Assert.Equal("404 not-found", said));
        Assert.Equal([_seminar], (await back.ReadAsync("/api/me"))["seminars"]!.AsArray().Select(seat => (string)seat!["id"]!));
        Assert.Equal(2, (await _ida.ReadAsync("/api/me"))["seminars"]!.AsArray().Count);
        Assert.Empty((await back.ReadAsync("/api/me/links"))["items"]!.AsArray());

        async Task SitAsync(string seminar)
        {
            var member = (await Server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(seminar).JoinAsync(_ida.Person, "Ida Lund", Role.Annotator)).Outcome!.Id!;
            await Server.Accounts.SaveMembershipAsync(new Membership(_ida.Person, seminar, member));
        }
    }

    [Fact]
    public async Task M26_for_whoever_comes_back_alone_none_is_made()
    {
        var key = new Passkey(new byte[] { 1, 2, 3 }.Concat(Guid.NewGuid().ToByteArray()).ToArray(), _ida.Person, "A phone", new byte[] { 4 }, 0, "", true, true, true, DateTimeOffset.UtcNow);
        Assert.True(await Server.Accounts.AddPasskeyAsync(key));
        Assert.Equal("409 own-way-back", await AskAsync(_owner, _ida.Member).OutcomeAsync());
        var student = await Server.JoinAsync(Role.Annotator, seminar: _seminar);
        await Server.Accounts.ClaimIdentityAsync("https://login.example.edu", Guid.NewGuid().ToString(), (await Server.Accounts.FindPersonAsync(student.Person))!, DateTimeOffset.UtcNow);
        Assert.Equal("409 own-way-back", await AskAsync(_owner, student.Member).OutcomeAsync());
    }

    [Fact]
    public async Task Private_notes_are_read_by_nobody_else_they_go_before_the_seat_moves_and_only_where_that_was_said()
    {
        await _ida.AnnotateAsync(_document, "For my eyes alone.", isPrivate: true);
        Assert.Equal("409 private-notes", await AskAsync(_owner, _ida.Member).OutcomeAsync());
        var secret = await MakeAsync(new { emptyNotebooks = true });
        Assert.Contains("For my eyes alone.", (await _ida.ReadAsync($"/api/documents/{_document}/notebook")).ToJsonString(), StringComparison.Ordinal);
        // Whoever still writes at the seat has not lost it.
        var later = await _ida.AnnotateAsync(_document, "And one more.", isPrivate: true);
        Assert.Equal("409 private-notes", await OpenAsync(secret).OutcomeAsync());
        Assert.Equal("200", await _ida.DeleteAsync($"/api/documents/{_document}/annotations/{later["id"]}", Guid.NewGuid()).OutcomeAsync());
        var (back, _) = await EnterAsync(secret);
        Assert.DoesNotContain("my eyes", (await back.ReadAsync($"/api/documents/{_document}/notebook")).ToJsonString(), StringComparison.Ordinal);
        await back.AnnotateAsync(_document, "A new one.", isPrivate: true);
        Assert.Contains("A new one.", (await back.ReadAsync($"/api/documents/{_document}/notebook")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_connections_of_the_lost_browser_hear_no_more()
    {
        await using var hub = await _ida.ConnectAsync();
        await using var heard = hub.StreamAsync<JsonObject>("Watch", _document, 0L).GetAsyncEnumerator();
        Assert.True(await heard.MoveNextAsync());
        var closed = hub.ClosedAsync();
        await EnterAsync(await MakeAsync());
        await closed.WaitAsync(TimeSpan.FromSeconds(20));
        await using var again = await _ida.ConnectAsync();
        Assert.Equal("not-found", await HubRefusal.CodeAsync(again.StreamAsync<JsonElement>("Watch", _document, 0L)));
    }

    [Fact]
    public async Task In_a_browser_with_an_account_the_seat_is_that_accounts_and_with_a_seat_here_already_it_is_a_new_ones()
    {
        var outsider = await Server.OutsiderAsync("Ida Lund");
        using var first = await outsider.PostAsync("/api/join", new { secret = await MakeAsync() });
        Assert.Equal("200", await first.OutcomeAsync());
        Assert.Contains(await Server.Accounts.ListMembershipsOfPersonAsync(outsider.Person), seat => seat.Member == _ida.Member);
        var newcomer = await Server.JoinAsync(Role.Annotator, "Ida again", _seminar);
        using var second = await newcomer.PostAsync("/api/join", new { secret = await MakeAsync() });
        Assert.Equal(_ida.Member, (string)(await second.JsonAsync())["member"]!);
        Assert.Equal(newcomer.Member, Assert.Single(await Server.Accounts.ListMembershipsOfPersonAsync(newcomer.Person)).Member);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(61)]
    [InlineData(-1)]
    public async Task It_holds_for_ten_minutes_at_least_and_an_hour_at_most(int minutes) =>
        Assert.Equal("400 bad-request", await _owner.PostAsync($"/api/seminars/{_seminar}/members/{_ida.Member}/seat", new { minutes }).OutcomeAsync());

    private Task<HttpResponseMessage> AskAsync(Participant who, string member) => who.PostAsync($"/api/seminars/{_seminar}/members/{member}/seat", new { });

    private async Task<string> MakeAsync(object? body = null)
    {
        using var made = await _owner.PostAsync($"/api/seminars/{_seminar}/members/{_ida.Member}/seat", body ?? new { });
        return ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
    }

    private Task<HttpResponseMessage> OpenAsync(string secret) => Server.Stranger().PostAsync("/api/join", new { secret });

    private async Task<(Participant Back, JsonObject Joined)> EnterAsync(string secret)
    {
        using var entered = await OpenAsync(secret);
        var joined = await entered.JsonAsync();
        return (new Participant(Server, "Ida Lund", entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]), joined);
    }
}
