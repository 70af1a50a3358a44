using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Server.Mail;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Mail;

/// <summary>What is new, by mail: with a mail server that takes everything, and rounds that are made at the hour that a test says.</summary>
public sealed class NewsTests(NewsFixture fixture) : IClassFixture<NewsFixture>, IAsyncLifetime
{
    private readonly string _address = $"ida.{Collab.Storage.Accounts.Secret.NewId()[..8]}@example.edu";
    private readonly MailTrap _trap = fixture.Trap;
    private readonly CollabServer _server = fixture.Server;
    private string _seminar = "", _document = "";
    private Participant _owner = null!, _ida = null!, _ben = null!;
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public async Task InitializeAsync()
    {
        (_seminar, _owner, _document) = await _server.NewSeminarAsync("A closed circle", "The first point.", "The second point.");
        (_ida, _ben) = (await _server.JoinAsync(Role.Annotator, "Ida Lund", _seminar), await _server.JoinAsync(Role.Annotator, "Ben Novak", _seminar));
        await _server.Accounts.SaveContactAsync(new Contact(_ida.Person, _address, DateTimeOffset.UtcNow));
    }

    public async Task DisposeAsync()
    {
        // Another test's round is to find nobody.
        foreach (var (seminar, person) in await Choices.ListAsync())
            await Choices.RemoveAsync(seminar, person);
    }

    [Fact]
    public async Task M140_a_mail_says_where_something_is_new_and_has_no_word_and_no_name_of_anybody()
    {
        await ChooseAsync("at-once");
        var number = await SayAsync($"The claim limps, @{{{_ida.Member}}}.");
        await RoundAsync(TimeSpan.FromMinutes(2));
        var mail = await _trap.NextAsync();
        Assert.Contains(_address, Assert.Single(mail.To), StringComparison.Ordinal);
        var text = Plain(mail);
        Assert.Contains($"note {number}: it mentions you", text, StringComparison.Ordinal);
        Assert.Contains($"https://collab.example.edu/rooms/{_document}/notes/{number}", text, StringComparison.Ordinal);
        // But for the links that stop them: what is sealed there says whose mails of which seminar, and may read like anything.
        var links = Regex.Matches(text, @"/mail/stop/([\w-]+)");
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Equal((_seminar, _ida.Person), _server.Services.GetRequiredService<Unsubscribing>().Open(link.Groups[1].Value)));
        text = Regex.Replace(text, @"/mail/stop/[\w-]+", "");
        Assert.All(["limps", "Ben", "Ida"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        // Once.
        await RoundAsync(TimeSpan.FromMinutes(20));
        Assert.False(_trap.HasMore);
    }

    [Fact]
    public async Task M258_news_lead_to_the_servers_address_wherever_they_were_asked_for()
    {
        await ChooseAsync("at-once");
        // One of before, made by another host.
        await Choices.SaveAsync(_seminar, _ida.Person, (await Choices.FindAsync(_seminar, _ida.Person))! with { Server = "http://collab.example.edu:9999" });
        await SayAsync($"The claim limps, @{{{_ida.Member}}}.");
        await RoundAsync(TimeSpan.FromMinutes(2));
        var mail = await _trap.NextAsync();
        Assert.Contains($"https://collab.example.edu/rooms/{_document}/notes/", Plain(mail), StringComparison.Ordinal);
        Assert.DoesNotContain("9999", mail.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_meanwhile_what_is_hidden_and_what_waits_is_not_mailed()
    {
        await ChooseAsync("at-once");
        await SayAsync($"Read, @{{{_ida.Member}}}.");
        var snapshot = await _ida.ReadAsync($"/api/documents/{_document}");
        Assert.Equal("200", await _ida.PostAsync($"/api/documents/{_document}/read", new { commandId = Guid.NewGuid(), epoch = (string)snapshot["epoch"]!, upTo = (long)snapshot["seq"]! }).OutcomeAsync());
        var hidden = await _ben.AnnotateAsync(_document, $"Hidden, @{{{_ida.Member}}}.");
        Assert.Equal("200", await _owner.PostAsync($"/api/documents/{_document}/annotations/{hidden["id"]}/hide", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Equal("200", await _owner.PostAsync($"/api/documents/{_document}/approval", new { commandId = Guid.NewGuid(), on = true }).OutcomeAsync());
        await _ben.AnnotateAsync(_document, $"Waits, @{{{_ida.Member}}}.");
        await _ben.AnnotateAsync(_document, $"Private, @{{{_ida.Member}}}.", isPrivate: true);
        await RoundAsync(TimeSpan.FromMinutes(2));
        Assert.False(_trap.HasMore);
        // What is approved is news of that moment.
        var waiting = (await _owner.ReadAsync($"/api/seminars/{_seminar}/queue"))["open"]![0]!["annotation"]!;
        Assert.Equal("200", await _owner.PostAsync($"/api/documents/{_document}/annotations/{waiting}/approve", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        await RoundAsync(TimeSpan.FromMinutes(2));
        Assert.Contains("it mentions you", Plain(await _trap.NextAsync()), StringComparison.Ordinal);
        Assert.False(_trap.HasMore);
    }

    [Fact]
    public async Task Where_nothing_was_for_somebody_a_point_that_they_watch_since_is_looked_at_again()
    {
        await ChooseAsync("at-once");
        var clause = (string)(await _ida.ReadAsync($"/api/documents/{_document}"))["clauses"]![0]!["id"]!;
        await _ben.AnnotateAsync(_document, "For nobody.", clause);
        await RoundAsync(TimeSpan.FromMinutes(2));
        Assert.False(_trap.HasMore);
        Assert.Equal("200", await _ida.PostAsync($"/api/documents/{_document}/watch", new { commandId = Guid.NewGuid(), clause, on = true }).OutcomeAsync());
        await RoundAsync(TimeSpan.FromMinutes(2));
        Assert.Contains("where you watch", Plain(await _trap.NextAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("daily", 1)]
    [InlineData("weekly", 7)]
    public async Task A_digest_comes_once_in_its_time_with_all_of_it(string how, int days)
    {
        await ChooseAsync(how);
        await SayAsync($"One, @{{{_ida.Member}}}.");
        await SayAsync($"Two, @{{{_ida.Member}}}.");
        await RoundAsync(TimeSpan.FromDays(days) - TimeSpan.FromHours(1));
        Assert.False(_trap.HasMore);
        await RoundAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, Regex.Count(Plain(await _trap.NextAsync()), "it mentions you"));
        await RoundAsync(TimeSpan.FromDays(days) + TimeSpan.FromHours(1));
        Assert.False(_trap.HasMore);
    }

    [Fact]
    public async Task M141_one_click_stops_the_mails_without_signing_in_and_to_look_at_the_link_stops_nothing()
    {
        await ChooseAsync("at-once");
        await SayAsync($"@{{{_ida.Member}}}");
        await RoundAsync(TimeSpan.FromMinutes(2));
        var mail = await _trap.NextAsync();
        var unfolded = mail.Message.Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", unfolded, StringComparison.Ordinal);
        var link = new Uri(Regex.Match(unfolded, @"List-Unsubscribe:\s*<(https://collab\.example\.edu/mail/stop/[\w-]+)>").Groups[1].Value).AbsolutePath;
        Assert.Contains($"https://collab.example.edu{link}", Plain(mail), StringComparison.Ordinal);

        using (var page = await _server.Stranger().SendAsync(HttpMethod.Get, link, null, ("Accept", "text/html")))
            Assert.Contains("Stop these mails?", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("at-once", await HowAsync());
        using (var stopped = await StopAsync(link))
            Assert.Contains("The mails are stopped", await stopped.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("none", await HowAsync());
        using (var again = await StopAsync(link))
            Assert.Equal(200, (int)again.StatusCode);
        await SayAsync($"@{{{_ida.Member}}}");
        await RoundAsync(TimeSpan.FromMinutes(20));
        Assert.False(_trap.HasMore);
    }

    [Fact]
    public async Task M142_a_link_that_was_not_mailed_stops_nothing_and_one_that_was_does_nothing_else()
    {
        await ChooseAsync("daily");
        var link = _server.Services.GetRequiredService<Unsubscribing>().PathOf(_seminar, _ida.Person);
        var sealedElsewhere = _server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Another purpose").Protect($"{_seminar}/{_ida.Person}");
        // A character in the middle, of what is sealed: those at the beginning name the key, and those at the end may stand for bits that nobody reads, or be the same by chance.
        var changed = link.Split('/')[^1].ToCharArray();
        changed[changed.Length / 2] = changed[changed.Length / 2] == 'A' ? 'B' : 'A';
        foreach (var forged in new[] { "x", $"{_seminar}/{_ida.Person}", link.Split('/')[^1] + "A", new string(changed), sealedElsewhere })
        {
            using var answer = await StopAsync($"{Unsubscribing.Path}/{Uri.EscapeDataString(forged)}");
            Assert.Equal(404, (int)answer.StatusCode);
        }

        Assert.Equal("daily", await HowAsync());
        var secret = link.Split('/')[^1];
        Assert.NotEqual("200", await _server.Stranger().PostAsync("/api/join", new { secret }).OutcomeAsync());
        Assert.NotEqual("204", await _server.Stranger().PostAsync("/api/mail/confirm", new { secret }).OutcomeAsync());
        using var asToken = await _server.Stranger().SendAsync(HttpMethod.Get, "/api/me", null, ("Authorization", $"Bearer {secret}"));
        Assert.Equal(401, (int)asToken.StatusCode);
    }

    [Fact]
    public async Task M143_whoever_left_or_has_no_address_any_more_gets_no_mail()
    {
        await ChooseAsync("at-once");
        await SayAsync($"@{{{_ida.Member}}}");
        await _server.Accounts.RemoveContactAsync(_ida.Person);
        await RoundAsync(TimeSpan.FromMinutes(2));
        Assert.False(_trap.HasMore);
        Assert.Equal("422 bad-address", await _ida.PutAsync($"/api/seminars/{_seminar}/mail", new { how = "daily" }).OutcomeAsync());
        await _server.Accounts.SaveContactAsync(new Contact(_ida.Person, _address, DateTimeOffset.UtcNow));
        Assert.Equal("204", await _owner.DeleteAsync($"/api/seminars/{_seminar}/members/{_ida.Member}").OutcomeAsync());
        await RoundAsync(TimeSpan.FromMinutes(20));
        Assert.False(_trap.HasMore);
        Assert.Empty(await Choices.ListAsync());
    }

    [Fact]
    public async Task Of_several_nodes_that_go_round_at_once_one_sends()
    {
        await ChooseAsync("at-once");
        await SayAsync($"@{{{_ida.Member}}}");
        _now += TimeSpan.FromMinutes(2);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Round.RunAsync(_now)));
        await _trap.NextAsync();
        Assert.False(_trap.HasMore);
    }

    [Fact]
    public async Task What_a_mail_server_does_not_take_is_tried_again_ten_minutes_later()
    {
        await ChooseAsync("at-once");
        await SayAsync($"@{{{_ida.Member}}}");
        _trap.Refuses = true;
        await RoundAsync(TimeSpan.FromMinutes(2));
        _trap.Refuses = false;
        await RoundAsync(TimeSpan.FromMinutes(9));
        Assert.False(_trap.HasMore);
        await RoundAsync(TimeSpan.FromMinutes(2));
        Assert.Contains("it mentions you", Plain(await _trap.NextAsync()), StringComparison.Ordinal);
        Assert.DoesNotContain("example.edu", _server.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_written_while_the_clock_of_a_node_is_ahead_is_mailed_all_the_same()
    {
        await ChooseAsync("at-once");
        var first = await SayAsync($"@{{{_ida.Member}}}");
        await Round.RunAsync(DateTimeOffset.UtcNow.AddHours(1));
        Assert.Contains($"note {first}:", Plain(await _trap.NextAsync()), StringComparison.Ordinal);
        var second = await SayAsync($"@{{{_ida.Member}}}");
        await Round.RunAsync(DateTimeOffset.UtcNow.AddMinutes(12));
        var mail = Plain(await _trap.NextAsync());
        Assert.Contains($"note {second}:", mail, StringComparison.Ordinal);
        Assert.DoesNotContain($"note {first}:", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_settled_when_something_else_is_mailed_is_mailed_later()
    {
        await ChooseAsync("at-once");
        var first = await SayAsync($"@{{{_ida.Member}}}");
        int second;
        do
            second = await SayAsync($"@{{{_ida.Member}}}");
        while (await CreatedAsync(second) == await CreatedAsync(first));
        await Round.RunAsync(await CreatedAsync(first) + NewsChoice.Settling);
        var mail = Plain(await _trap.NextAsync());
        Assert.Contains($"note {first}:", mail, StringComparison.Ordinal);
        Assert.DoesNotContain($"note {second}:", mail, StringComparison.Ordinal);
        await Round.RunAsync(DateTimeOffset.UtcNow.AddMinutes(20));
        mail = Plain(await _trap.NextAsync());
        Assert.Contains($"note {second}:", mail, StringComparison.Ordinal);
        Assert.DoesNotContain($"note {first}:", mail, StringComparison.Ordinal);

        async Task<DateTimeOffset> CreatedAsync(int number) =>
            (DateTimeOffset)(await _ben.ReadAsync($"/api/documents/{_document}"))["annotations"]!.AsArray().Single(note => (int)note!["number"]! == number)!["created"]!;
    }

    [Fact]
    public async Task What_an_earlier_version_kept_goes_by_its_time_once_and_by_the_log_from_then_on()
    {
        var older = await SayAsync($"@{{{_ida.Member}}}");
        var kept = new { How = (int)NewsFrequency.AtOnce, Since = _now = DateTimeOffset.UtcNow, Server = "https://collab.example.edu", Tried = (DateTimeOffset?)null };
        await _server.Accounts.SaveSettingAsync($"news/{_seminar}/{_ida.Person}", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(kept));
        Assert.Equal("at-once", await HowAsync());
        var newer = await SayAsync($"@{{{_ida.Member}}}");
        await RoundAsync(TimeSpan.FromMinutes(2));
        var mail = Plain(await _trap.NextAsync());
        Assert.Contains($"note {newer}:", mail, StringComparison.Ordinal);
        Assert.DoesNotContain($"note {older}:", mail, StringComparison.Ordinal);
        Assert.Equal((long)(await _ida.ReadAsync($"/api/documents/{_document}"))["seq"]!, (await Choices.FindAsync(_seminar, _ida.Person))!.Told![_document].Seq);
        await RoundAsync(TimeSpan.FromMinutes(20));
        Assert.False(_trap.HasMore);
    }

    private NewsChoices Choices => _server.Services.GetRequiredService<NewsChoices>();

    private NewsRound Round => _server.Services.GetRequiredService<NewsRound>();

    private async Task RoundAsync(TimeSpan later) => await Round.RunAsync(_now += later);

    private async Task ChooseAsync(string how)
    {
        Assert.Equal("none", await HowAsync());
        Assert.Equal("200", await _ida.PutAsync($"/api/seminars/{_seminar}/mail", new { how }).OutcomeAsync());
        _now = DateTimeOffset.UtcNow;
    }

    private async Task<string> HowAsync() => (string)(await _ida.ReadAsync($"/api/seminars/{_seminar}/mail"))["how"]!;

    private async Task<int> SayAsync(string text) => (int)(await _ben.AnnotateAsync(_document, text))["number"]!;

    // As a mail program sends it.
    private Task<HttpResponseMessage> StopAsync(string link) => _server.Stranger().Http.PostAsync(link, new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]));

    private static string Plain(MailTrap.Trapped mail) => mail.Message.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
}
