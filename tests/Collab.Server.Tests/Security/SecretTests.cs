using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

public sealed class SecretTests
{
    [Fact]
    public async Task N16_the_owner_link_of_the_first_start_is_for_the_servers_own_machine()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Hosts:0"] = "collab.example" });
        Assert.Equal("403 forbidden", await JoinAsync("Host", "collab.example"));
        Assert.Equal("403 forbidden", await JoinAsync("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal("200", await JoinAsync("Host", "localhost"));
        var remote = await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Collab.Server.Security.OwnerLinks>(server.Services).MakeAsync(server.Seminar, remote: true);
        Assert.Equal("200", await server.Stranger().SendAsync(HttpMethod.Post, "/api/join", new { secret = remote, displayName = "Ida" }, ("Host", "collab.example")).OutcomeAsync());

        Task<string> JoinAsync(string header, string value) =>
            server.Stranger().SendAsync(HttpMethod.Post, "/api/join", new { secret = server.OwnerSecret, displayName = "Olga" }, (header, value)).OutcomeAsync();
    }

    [Fact]
    public async Task N18_over_HTTPS_the_cookie_is_locked_to_the_host_and_on_plain_loopback_it_has_another_name()
    {
        await using var server = await CollabServer.StartAsync(urls: "https://127.0.0.1:0");
        using var secure = await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = "Olga" });
        var cookie = secure.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-collab=", cookie, StringComparison.Ordinal);
        foreach (var flag in new[] { "secure", "httponly", "samesite=lax", "path=/" })
            Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("200", await new Participant(server, "Olga", cookie.Split(';')[0]).GetAsync("/api/me").OutcomeAsync());

        await using var plain = await CollabServer.StartAsync();
        using var open = await plain.Stranger().PostAsync("/api/join", new { secret = plain.OwnerSecret, displayName = "Olga" });
        cookie = open.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("collab=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task N27_no_secret_is_in_the_log_however_much_is_logged()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Collab"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Trace",
        });
        using var joined = await server.Stranger().PostAsync("/api/join", new { secret = server.OwnerSecret, displayName = "Olga" });
        var owner = new Participant(server, "Olga", joined.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        var program = await owner.WithTokenAsync("read");
        await program.ReadAsync("/api/me");
        using var made = await owner.PostAsync($"/api/seminars/{server.Seminar}/invites", new { role = "reader" });
        var invite = ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        using var guest = await server.Stranger().PostAsync("/api/join", new { secret = invite, displayName = "Ida" });
        await server.Stranger().GetAsync($"/api/me?access_token={program.Token}").OutcomeAsync();
        using var shown = await owner.PostAsync($"/api/seminars/{server.Seminar}/code");
        var code = (string)(await shown.JsonAsync())["code"]!;
        Assert.Equal("200", await server.Stranger().PostAsync("/api/join", new { code, displayName = "Paul" }).OutcomeAsync());
        using var personal = await owner.PostAsync("/api/me/link");
        var link = ((string)(await personal.JsonAsync())["url"]!).Split('#')[1];
        Assert.Equal("200", await server.Stranger().PostAsync("/api/join", new { secret = link }).OutcomeAsync());
        const string Wrong = "collab_pat_0123456789abcdef_wrong-secret";
        Assert.Equal("401 unauthenticated", await new Participant(server, "Eve", null) { Token = Wrong }.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("404 not-found", await server.Stranger().PostAsync("/api/join", new { secret = "kWrongWrongWrongWrong", displayName = "Eve" }).OutcomeAsync());
        await using var connection = await owner.ConnectAsync();

        Assert.True(server.Log.Text.Length > 10_000);
        foreach (var secret in new[] { server.OwnerSecret!, invite, program.Token!, owner.Cookie!.Split('=')[1], code, link, "wrong-secret", "kWrongWrongWrongWrong" })
            Assert.DoesNotContain(secret, server.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SessionDays")]
    [InlineData("LongestSessionDays")]
    public async Task N6_a_session_that_ends_by_its_age_takes_its_open_connection_with_it(string days)
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { [$"Collab:{days}"] = (2.5 / 86_400).ToString("R") });
        var reader = await server.JoinAsync(Role.Reader);
        await using var connection = await reader.ConnectAsync();
        var closed = new TaskCompletionSource();
        connection.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("401 unauthenticated", await reader.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task N20_a_link_into_one_seminar_opens_no_other()
    {
        await using var server = await CollabServer.StartAsync();
        var (other, owner, _) = await server.NewSeminarAsync();
        using var made = await owner.PostAsync($"/api/seminars/{other}/invites", new { role = "owner" });
        var secret = ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        Assert.Equal("404 not-found", await server.Stranger().PostAsync("/api/join", new { secret = secret.Replace(other, server.Seminar), displayName = "Eve" }).OutcomeAsync());
    }

    [Fact]
    public async Task N20_a_link_into_one_seminar_is_not_revoked_through_another()
    {
        await using var server = await CollabServer.StartAsync();
        var owner = await server.JoinAsync(Role.Owner);
        using var founded = await owner.PostAsync("/api/seminars", new { title = "Another seminar" });
        var other = (string)(await founded.JsonAsync())["id"]!;
        using var made = await owner.PostAsync($"/api/seminars/{server.Seminar}/invites", new { role = "reader" });
        var invite = await made.JsonAsync();
        Assert.Equal("404 not-found", await owner.DeleteAsync($"/api/seminars/{other}/invites/{(string)invite["id"]!}").OutcomeAsync());
        Assert.Equal("200", await server.Stranger().PostAsync("/api/join", new { secret = ((string)invite["url"]!).Split('#')[1], displayName = "Ida Lund" }).OutcomeAsync());
    }
}
