using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Admin;
using Collab.Server.Api;
using Collab.Server.Erasing;
using Collab.Server.Hosting;
using Collab.Server.Telemetry;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Moderation;

/// <summary>What an operator does by a shell is seen: by the seminar what lets somebody into it, by whoever reads the server's log what was read.</summary>
public sealed class OperatorActsTests : IAsyncLifetime
{
    private CollabServer _server = null!;
    private AdminClient _admin = null!;

    public async Task InitializeAsync()
    {
        _server = await CollabServer.StartAsync();
        _admin = await AdminClient.ConnectAsync(new StorageSettings(_server.Data, null));
    }

    public async Task DisposeAsync()
    {
        await _admin.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task M213_an_operators_owner_links_and_whom_they_bring_in_are_in_the_seminars_record_as_the_servers()
    {
        var (other, owner, _) = await _server.NewSeminarAsync();
        var link = await _admin.PostAsync<AdminApi.MadeLink>("/admin/link", new AdminApi.MakeLink(Remote: true, other));
        var token = await _admin.PostAsync<TokensApi.Created>("/admin/token", new AdminApi.MakeToken("Ghost", "owner", other));
        string[] expected = ["OwnerLinkMade by server remotely", "MemberJoined by server: Ghost owner"];
        Assert.Equal(expected, (await ActsAsync(owner, other))[^2..]);
        // The one of the first start as well, which is the operator's too.
        var reader = await _server.JoinAsync(Role.Moderator);
        Assert.Equal("OwnerLinkMade by server", Assert.Single(await ActsAsync(reader, _server.Seminar), act => act.StartsWith("OwnerLink", StringComparison.Ordinal)));

        using var page = await owner.SendAsync(HttpMethod.Get, $"/seminars/{other}/audit?act=people", null, ("Accept", "text/html"));
        var shown = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.Contains("made an owner link, to be opened on any machine until", shown, StringComparison.Ordinal);
        Assert.Matches("The server[^.]*brought in[^.]*Ghost[^.]*as an owner", shown);
        var secret = link.Url.Split('#')[1];
        foreach (var hidden in new[] { secret, Secret.Hash(secret), token.Token })
            Assert.DoesNotContain(hidden, shown + (await owner.ReadAsync($"/api/seminars/{other}/audit")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_seminar_that_is_not_there_no_owner_link_is_made()
    {
        var (other, owner, _) = await _server.NewSeminarAsync("Gone soon");
        using var deleted = await owner.SendAsync(HttpMethod.Delete, $"/api/seminars/{other}", new { title = "Gone soon" });
        var links = _server.Services.GetRequiredService<Server.Security.OwnerLinks>();
        Assert.Equal("not-found", (await Assert.ThrowsAsync<Domain.RefusalException>(() => links.MakeAsync(other, remote: true))).Code);
    }

    [Fact]
    public async Task M214_what_the_operator_reads_by_a_command_is_in_the_servers_log_without_a_name_or_a_secret()
    {
        await _admin.PostAsync<AdminApi.MadeLink>("/admin/link", new AdminApi.MakeLink());
        var token = await _admin.PostAsync<TokensApi.Created>("/admin/token", new AdminApi.MakeToken("Ghost", "reader"));
        await _admin.DownloadAsync($"/admin/documents/{_server.Document}/export?format=text", Stream.Null, static _ => { });
        await _admin.DownloadAsync($"/admin/documents/{_server.Document}/archive", Stream.Null, static _ => { });
        Assert.True((await AdminClient.BackingUpAsync(_server.Data))!.InFolder);
        await _admin.PostAsync<ListOf<FoundPerson>>("/admin/people", new AdminApi.Erase("Ghost"));
        await _admin.GetAsync<AdminApi.Info>("/admin/info");
        await _admin.DeleteAsync($"/admin/tokens/{token.Id}");

        var events = _server.Services.GetRequiredService<SecurityEvents>();
        var lines = _server.Log.Text.Split('\n').Where(line => line.Contains("The operator asks", StringComparison.Ordinal)).ToList();
        string[] expected =
        [
            "POST /admin/link, id none",
            "POST /admin/token, id none",
            $"GET /admin/documents/{{document}}/export, id {events.Of(_server.Document)}",
            $"GET /admin/documents/{{document}}/archive, id {events.Of(_server.Document)}",
            "POST /admin/backup, id none",
            "POST /admin/people, id none",
            $"DELETE /admin/tokens/{{token}}, id {events.Of(token.Id)}",
        ];
        Assert.Equal(expected, lines.Select(line => line[(line.IndexOf("asks: ", StringComparison.Ordinal) + 6)..].TrimEnd()));
        foreach (var hidden in new[] { "Ghost", token.Token, token.Id, _server.Document })
            Assert.DoesNotContain(hidden, string.Concat(lines), StringComparison.Ordinal);
    }

    private static async Task<List<string>> ActsAsync(Participant by, string seminar) =>
        [.. (await by.ReadAsync($"/api/seminars/{seminar}/audit"))["items"]!.AsArray().Select(row => $"{row!["kind"]} by {row["actor"]!["id"]}"
            + (row["member"] is { } member ? $": {member["name"]} {row["role"]}" : (bool?)row["remote"] == true ? " remotely" : ""))];
}
