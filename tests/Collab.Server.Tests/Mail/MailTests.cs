using System.Net.Sockets;
using Collab.Domain.Policy;
using Collab.Server.Erasing;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Mail;

/// <summary>Coming back by mail, with a mail server that takes everything.</summary>
public sealed class MailTests(MailFixture fixture) : IClassFixture<MailFixture>, IAsyncLifetime
{
    private readonly string _address = $"ida.{Secret.NewId()[..8]}@example.edu";
    private readonly MailTrap _trap = fixture.Trap;
    private readonly CollabServer _server = fixture.Server;
    private Participant _ida = null!;

    public async Task InitializeAsync() => _ida = await _server.JoinAsync(Role.Annotator, "Ida Lund");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Whoever_has_confirmed_an_address_comes_back_by_a_link_that_is_mailed_there()
    {
        await ConfirmAsync(_ida, _address);
        Assert.Equal(_address, (await _server.Accounts.FindContactAsync(_ida.Person))!.Address);
        // It is typed as people type it.
        Assert.Equal("202", await AskAsync($" {_address.ToUpperInvariant()} ").OutcomeAsync());
        var mail = await _trap.NextAsync();
        Assert.Equal([$"RCPT TO:<{_address}>"], mail.To.Select(to => to.Split("> ")[0].TrimEnd('>') + ">"));
        Assert.All(new[] { "From: Collab <collab@example.edu>", $"To: {_address}", "Subject: Your link to come back", "Auto-Submitted: auto-generated" }, header => Assert.Contains(header, mail.Message, StringComparison.Ordinal));
        var secret = Assert.Single(mail.Secrets);
        var back = await BackAsync(secret);
        using var account = await back.SendAsync(HttpMethod.Get, "/account", null, ("Accept", "text/html"));
        Assert.Contains("by a link that was mailed", await account.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("410 gone", await OpenAsync(secret).OutcomeAsync());
        Assert.DoesNotContain("example.edu", _server.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task M122_An_address_is_changed_by_who_has_just_shown_who_they_are()
    {
        await ConfirmAsync(_ida, _address);
        var secret = Secret.New();
        await _server.Accounts.StartSessionAsync(secret, _ida.Person, "test", SignInWay.Invite, DateTimeOffset.UtcNow.AddMinutes(-6));
        var left = new Participant(_server, "Ida Lund", $"collab={secret}");
        Assert.Equal("403 sign-in-again", await left.PostAsync("/api/me/address", new { address = "mallory@example.edu" }).OutcomeAsync());
        await AskAsync(_address);
        var back = await BackAsync(Assert.Single((await _trap.NextAsync()).Secrets));
        Assert.Equal("202", await back.PostAsync("/api/me/address", new { address = _address }).OutcomeAsync());
        // Who was refused was sent nothing: the next letter is the other one.
        Assert.Contains($"To: {_address}", (await _trap.NextAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M125_An_address_is_kept_when_the_button_is_pressed_once_and_taken_away_by_who_has_just_shown_who_they_are()
    {
        Assert.Equal("202", await _ida.PostAsync("/api/me/address", new { address = _address }).OutcomeAsync());
        var mail = await _trap.NextAsync();
        Assert.Contains("Ida Lund", mail.Message, StringComparison.Ordinal);
        var secret = Assert.Single(mail.Secrets);
        using (var page = await _server.Stranger().SendAsync(HttpMethod.Get, "/mail", null, ("Accept", "text/html")))
            Assert.Contains("id=\"confirm-address\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("405 method-not-allowed", await _server.Stranger().GetAsync("/api/mail/confirm").OutcomeAsync());
        Assert.Null(await _server.Accounts.FindContactAsync(_ida.Person));
        Assert.Equal("204", await _server.Stranger().PostAsync("/api/mail/confirm", new { secret }).OutcomeAsync());
        Assert.Equal("410 gone", await _server.Stranger().PostAsync("/api/mail/confirm", new { secret }).OutcomeAsync());
        Assert.Equal("410 gone", await _server.Stranger().PostAsync("/api/mail/confirm", new { secret = new string('A', 43) }).OutcomeAsync());
        Assert.NotNull((await _server.Accounts.FindContactAsync(_ida.Person))!.Confirmed);
        // One that signs in is no secret of this kind, and the other way round.
        await AskAsync(_address);
        var link = Assert.Single((await _trap.NextAsync()).Secrets);
        Assert.Equal("410 gone", await _server.Stranger().PostAsync("/api/mail/confirm", new { secret = link }).OutcomeAsync());
        Assert.Equal("404 not-found", await OpenAsync(secret).OutcomeAsync());
        Assert.Equal("403 sign-in-again", await _ida.DeleteAsync("/api/me/address").OutcomeAsync());
        Assert.Equal("204", await (await BackAsync(link)).DeleteAsync("/api/me/address").OutcomeAsync());
        Assert.Null(await _server.Accounts.FindContactAsync(_ida.Person));
    }

    [Fact]
    public async Task M27_asking_for_an_address_that_nobody_has_is_answered_alike_and_nothing_is_sent()
    {
        await ConfirmAsync(_ida, _address);
        var (known, unknown) = (await AnswerAsync(_address), await AnswerAsync("nobody@example.edu"));
        Assert.Equal(known, unknown);
        Assert.StartsWith("202", known, StringComparison.Ordinal);
        await _trap.NextAsync();
        // They are sent in order: had there been one for nobody, it would be the next.
        await AskAsync(_address);
        Assert.Contains(_address, (await _trap.NextAsync()).To.Single(), StringComparison.Ordinal);
        // An address that was given and not confirmed is nobody's either.
        var other = await _server.JoinAsync(Role.Reader);
        await other.PostAsync("/api/me/address", new { address = "other@example.edu" });
        Assert.Single((await _trap.NextAsync()).Secrets);
        await AskAsync("other@example.edu");
        await AskAsync(_address);
        Assert.Contains(_address, (await _trap.NextAsync()).To.Single(), StringComparison.Ordinal);
        Assert.False(_trap.HasMore);

        async Task<string> AnswerAsync(string address)
        {
            using var answer = await AskAsync(address);
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date" && header.Key != "Content-Security-Policy").Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
            return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{await answer.Content.ReadAsStringAsync()}";
        }
    }

    [Fact]
    public async Task M27_the_answer_waits_neither_for_the_storage_nor_for_the_mail_server()
    {
        using var deaf = new TcpListener(System.Net.IPAddress.Loopback, 0);
        deaf.Start();
        await using var server = await CollabServer.StartAsync(settings: MailFixture.Settings(((System.Net.IPEndPoint)deaf.LocalEndpoint).Port));
        var ida = await server.JoinAsync(Role.Annotator);
        await server.Accounts.SaveContactAsync(new Contact(ida.Person, _address, DateTimeOffset.UtcNow));
        Assert.Equal("202", await server.Stranger().PostAsync("/api/mail/link", new { address = _address }).OutcomeAsync());
        // The first mail is on its way to whoever never answers; what is asked meanwhile is answered all the same.
        using var calling = await deaf.AcceptTcpClientAsync();
        foreach (var address in new[] { _address, "nobody@example.edu", _address })
            Assert.Equal("202", await server.Stranger().PostAsync("/api/mail/link", new { address }).OutcomeAsync());
    }

    [Fact]
    public async Task M28_the_sixth_mail_to_an_address_in_an_hour_is_refused_known_or_not_and_the_sixty_first_from_one_place()
    {
        await using var server = await CollabServer.StartAsync(settings: MailFixture.Settings(_trap.Port, rates: true));
        var ida = await server.JoinAsync(Role.Annotator);
        for (var asked = 0; asked < 5; asked++)
            Assert.Equal("202", await AskAsync("nobody@example.edu").OutcomeAsync());
        using var sixth = await AskAsync("nobody@example.edu");
        Assert.Equal("429 rate-limited", await sixth.OutcomeAsync());
        Assert.InRange(sixth.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 60, 3600);
        // Whoever asks: mails to confirm count too, and what else is typed of the same address.
        Assert.Equal("429 rate-limited", await ida.PostAsync("/api/me/address", new { address = "Nobody@Example.edu" }).OutcomeAsync());
        Assert.False(_trap.HasMore);
        // Those that were refused count among the sixty of this place.
        for (var asked = 7; asked < 60; asked++)
            Assert.Equal("202", await AskAsync($"nobody{asked}@example.edu").OutcomeAsync());
        Assert.Equal("202", await AskAsync("last@example.edu").OutcomeAsync());
        Assert.Equal("429 rate-limited", await AskAsync("one.more@example.edu").OutcomeAsync());
        // Who is here gives their own all the same, and no more often than five times with the one that was refused.
        for (var given = 0; given < 4; given++)
            Assert.Equal("202", await ida.PostAsync("/api/me/address", new { address = $"ida{given}@example.edu" }).OutcomeAsync());
        Assert.Equal("429 rate-limited", await ida.PostAsync("/api/me/address", new { address = "ida4@example.edu" }).OutcomeAsync());
        Assert.Equal("202", await (await server.JoinAsync(Role.Annotator)).PostAsync("/api/me/address", new { address = "jon@example.edu" }).OutcomeAsync());
        // The next test is sent its own.
        for (var sent = 0; sent < 5; sent++)
            await _trap.NextAsync();

        Task<HttpResponseMessage> AskAsync(string address) => server.Stranger().PostAsync("/api/mail/link", new { address });
    }

    [Theory]
    [InlineData("collab.test:9999")]
    [InlineData("127.0.0.1:9999")]
    public async Task M258_Whoever_asks_for_a_link_does_not_choose_where_it_leads(string host)
    {
        await ConfirmAsync(_ida, _address);
        using var http = new HttpClient();
        using var asked = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Address, "/api/mail/link")) { Content = System.Net.Http.Json.JsonContent.Create(new { address = _address }) };
        asked.Headers.Host = host;
        Assert.Equal("202", await http.SendAsync(asked).OutcomeAsync());
        var mail = await _trap.NextAsync();
        Assert.Contains($"http://collab.test/join#{Assert.Single(mail.Secrets)}", mail.Message.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("9999", mail.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ida@example.edu\r\nBcc: eve@example.org")]
    [InlineData("ida@example.edu\nSubject: Yours")]
    [InlineData("ida@example.edu>\r\nRCPT TO:<eve@example.org")]
    [InlineData("ida@example.edu,eve@example.org")]
    public async Task M29_an_address_with_more_in_it_is_refused_and_nothing_is_sent(string address)
    {
        Assert.Equal("422 bad-address", await AskAsync(address).OutcomeAsync());
        Assert.Equal("422 bad-address", await _ida.PostAsync("/api/me/address", new { address }).OutcomeAsync());
        Assert.False(_trap.HasMore);
    }

    [Fact]
    public async Task M29_a_name_adds_no_header_and_no_line_to_a_mail()
    {
        var person = new Person(Secret.NewId(), "Ida\r\nBcc: eve@example.org\r\n.\r\nMAIL FROM:<eve@example.org>", DateTimeOffset.UtcNow);
        await _server.Accounts.SavePersonAsync(person);
        await _server.Accounts.SaveContactAsync(new Contact(person.Id, _address, DateTimeOffset.UtcNow));
        await AskAsync(_address);
        var mail = await _trap.NextAsync();
        Assert.Single(mail.To);
        Assert.DoesNotContain(mail.Message.Split("\r\n"), line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase) || line == "." || line.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Contains("IdaBcc: eve@example.org.MAIL FROM", mail.Message.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_accounts_of_one_address_get_a_link_each_in_one_mail_and_one_who_was_erased_none()
    {
        var second = await _server.JoinAsync(Role.Annotator, "Ida L.");
        foreach (var person in new[] { _ida, second })
            await _server.Accounts.SaveContactAsync(new Contact(person.Person, _address, DateTimeOffset.UtcNow));
        await AskAsync(_address);
        var both = (await _trap.NextAsync()).Secrets;
        Assert.Equal(2, both.Distinct().Count());
        await _server.Services.GetRequiredService<Eraser>().EraseSelfAsync(_ida.Person, [(_server.Seminar, _ida.Member)]);
        await AskAsync(_address);
        Assert.Single((await _trap.NextAsync()).Secrets);
        // Those that were on their way are dead too.
        var outcomes = await Task.WhenAll(both.Select(secret => OpenAsync(secret).OutcomeAsync()));
        Assert.Equal(["200", "410 gone"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_a_line_without_encryption_is_all_there_is_nothing_is_sent_and_the_log_says_so_without_the_address()
    {
        await using var trap = new MailTrap();
        var settings = MailFixture.Settings(trap.Port);
        settings["Collab:Mail:Security"] = "StartTls";
        await using var server = await CollabServer.StartAsync(settings: settings);
        var ida = await server.JoinAsync(Role.Annotator);
        await server.Accounts.SaveContactAsync(new Contact(ida.Person, _address, DateTimeOffset.UtcNow));
        Assert.Equal("202", await server.Stranger().PostAsync("/api/mail/link", new { address = _address }).OutcomeAsync());
        var said = await trap.SaidAsync();
        Assert.StartsWith("EHLO", said[0], StringComparison.Ordinal);
        Assert.DoesNotContain(said, command => command.Contains("example.edu", StringComparison.Ordinal));
        Assert.DoesNotContain("example.edu", server.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task No_owner_lets_in_whoever_has_an_address_and_no_token_gives_one()
    {
        var owner = await _server.JoinAsync(Role.Owner);
        var program = await _ida.WithTokenAsync("read", "annotate", "moderate", "export");
        await _server.Accounts.SaveContactAsync(new Contact(_ida.Person, _address, DateTimeOffset.UtcNow));
        Assert.Equal("409 own-way-back", await owner.PostAsync($"/api/seminars/{_server.Seminar}/members/{_ida.Member}/seat", new { }).OutcomeAsync());
        Assert.Equal("403 forbidden", await program.PostAsync("/api/me/address", new { address = "eve@example.org" }).OutcomeAsync());
        Assert.Equal("403 forbidden", await program.DeleteAsync("/api/me/address").OutcomeAsync());
        Assert.Equal("401 unauthenticated", await _server.Stranger().PostAsync("/api/me/address", new { address = "eve@example.org" }).OutcomeAsync());
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_of_it_is_there()
    {
        await using var server = await CollabServer.StartAsync();
        var ida = await server.JoinAsync(Role.Annotator);
        foreach (var page in new[] { "/join", "/account" })
        {
            using var shown = await (page == "/join" ? server.Stranger() : ida).SendAsync(HttpMethod.Get, page, null, ("Accept", "text/html"));
            var (text, withMail) = (await shown.Content.ReadAsStringAsync(), await TextAsync(page));
            Assert.DoesNotContain("by mail", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("href=\"/mail\"", text, StringComparison.Ordinal);
            Assert.Contains("mailed to", withMail, StringComparison.Ordinal);
        }

        Assert.Equal("404 not-found", await server.Stranger().PostAsync("/api/mail/link", new { address = _address }).OutcomeAsync());
        Assert.Equal("404 not-found", await ida.PostAsync("/api/me/address", new { address = _address }).OutcomeAsync());

        async Task<string> TextAsync(string page)
        {
            using var shown = await (page == "/join" ? _server.Stranger() : _ida).SendAsync(HttpMethod.Get, page, null, ("Accept", "text/html"));
            return await shown.Content.ReadAsStringAsync();
        }
    }

    private async Task ConfirmAsync(Participant person, string address)
    {
        Assert.Equal("202", await person.PostAsync("/api/me/address", new { address }).OutcomeAsync());
        Assert.Equal("204", await _server.Stranger().PostAsync("/api/mail/confirm", new { secret = Assert.Single((await _trap.NextAsync()).Secrets) }).OutcomeAsync());
    }

    private Task<HttpResponseMessage> AskAsync(string address) => _server.Stranger().PostAsync("/api/mail/link", new { address });

    private async Task<Participant> BackAsync(string secret)
    {
        using var entered = await OpenAsync(secret);
        Assert.Equal(_ida.Member, (string)(await entered.JsonAsync())["member"]!);
        return new Participant(_server, "Ida Lund", entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private Task<HttpResponseMessage> OpenAsync(string secret) => _server.Stranger().PostAsync("/api/join", new { secret });
}
