using System.Text;
using System.Text.RegularExpressions;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Security;
using Collab.Storage;
using Collab.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Security;

/// <summary>Whoever is removed or signed out while their request is still arriving does nothing by it: they are asked again when it has arrived.</summary>
[Collection(ServerCollection.Name)]
public sealed class LateBodyTests(ServerFixture fixture)
{
    private const string Json = "application/json", Urlencoded = "application/x-www-form-urlencoded", Form = "multipart/form-data; boundary=b", File = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n1. A point.\r\n--b--\r\n";

    private CollabServer Server => fixture.Server;

    [Theory]
    [InlineData("/api/seminars/{seminar}/documents", Json, """{"commandId":"6f1d5f0e-1c59-4a3b-9a67-0d8a9ce7f001","title":"Late","text":"1. A point."}""")]
    [InlineData("/api/seminars/{seminar}/documents", Form, File)]
    [InlineData("/api/documents/{document}/webhooks", Json, """{"url":"https://example.edu/hook"}""")]
    [InlineData("/api/seminars/{seminar}/code", Json, """{"role":"reader"}""")]
    [InlineData("/api/seminars/{seminar}/invites", Json, """{"role":"reader"}""")]
    [InlineData("/api/documents/{document}/annotations", Json, """{"commandId":"6f1d5f0e-1c59-4a3b-9a67-0d8a9ce7f002","targets":[],"body":{"text":"Late."}}""")]
    public async Task M250_Who_was_removed_or_made_a_reader_or_signed_out_before_the_last_byte_came_does_nothing(string path, string type, string body)
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var grain = Server.Grains.GetGrain<ISeminarGrain>(seminar);
        var before = await grain.OpenAsync();
        path = path.Replace("{seminar}", seminar, StringComparison.Ordinal).Replace("{document}", document, StringComparison.Ordinal);
        var (removed, lowered, signedOut, stays) = (await JoinAsync(), await JoinAsync(), await JoinAsync(), await JoinAsync());
        Assert.Equal("404 not-found", await SendAsync(removed, "POST", path, type, body, async () => (await grain.RemoveMemberAsync(owner.Member, removed.Member)).Demand()));
        Assert.Equal("403 forbidden", await SendAsync(lowered, "POST", path, type, body, async () => (await grain.ChangeRoleAsync(owner.Member, lowered.Member, Role.Reader)).Demand()));
        Assert.Equal("401 unauthenticated", await SendAsync(signedOut, "POST", path, type, body, () => signedOut.PostAsync("/api/leave-session")));

        var after = (await grain.OpenAsync())!;
        Assert.Equal((1, 0), (after.Documents.Length, after.Invites.Count));
        Assert.Equal(before!.Documents, after.Documents);
        var (hooks, notes) = ((await owner.ReadAsync($"/api/documents/{document}/webhooks"))["items"]!.AsArray(), (await owner.ReadAsync($"/api/documents/{document}"))["annotations"]!.AsArray());
        Assert.Equal((0, 0), (hooks.Count, notes.Count));
        // Who may is let in however slowly they send.
        Assert.StartsWith("2", await SendAsync(stays, "POST", path, type, body, () => Task.CompletedTask), StringComparison.Ordinal);

        Task<Participant> JoinAsync() => Server.JoinAsync(Role.Owner, seminar: seminar);
    }

    [Fact]
    public async Task M250_Every_door_that_reads_a_body_asks_again_when_it_has_come()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var grain = Server.Grains.GetGrain<ISeminarGrain>(seminar);
        var victim = await Server.JoinAsync(Role.Owner, seminar: seminar);
        List<string> wrong = [];
        var (ofSeats, ofAccounts) = (0, 0);
        foreach (var (method, path, seat) in Doors(seminar, document, victim.Member))
        {
            var who = seat ? victim : await Server.JoinAsync(Role.Owner, seminar: seminar);
            // None is ours, so no form of a page can be right: of those it is read first whether they are.
            var outcome = await SendAsync(who, method, path, Json, "{}", async () =>
            {
                if (seat)
                    (await grain.RemoveMemberAsync(owner.Member, victim.Member)).Demand();
                else
                    await who.PostAsync("/api/leave-session");
            });
            if (outcome is null)
                continue;
            (ofSeats, ofAccounts) = seat ? (ofSeats + 1, ofAccounts) : (ofSeats, ofAccounts + 1);
            if (outcome != (seat ? "404 not-found" : "401 unauthenticated"))
                wrong.Add($"{method} {path}: {outcome}");
            if (seat)
                (await grain.RestoreMemberAsync(owner.Member, victim.Member)).Demand();
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(ofSeats >= 60 && ofAccounts >= 8, $"{ofSeats} of seats, {ofAccounts} of accounts");
    }

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, false, 1)]
    [InlineData(false, true, 1)]
    public async Task M250_What_was_there_at_once_is_not_asked_about_twice(bool late, bool expected, int asked)
    {
        var (context, count, body) = (new DefaultHttpContext(), 0, new TaskCompletionSource());
        if (expected)
            context.Request.Headers.Expect = "100-continue";
        context.Features.Set(new LateBody(() => Task.FromResult(count++)));
        if (!late)
            body.SetResult();
        var read = LateBody.ReadAsync(context, body.Task);
        body.TrySetResult();
        await read;
        Assert.Equal(asked, count);
    }

    [Theory]
    [InlineData("/rooms/{document}/webhooks", "url=https%3A%2F%2Fexample.edu%2Fhook", Right.ChangeSettings)]
    [InlineData("/rooms/{document}/revisions", "action=keep&annotation=none&version=1", Right.ReviseText)]
    [InlineData("/rooms/{document}/revise", "text=", Right.ReviseText)]
    [InlineData("/rooms/{document}/imports", "action=look", Right.ImportDocument)]
    [InlineData("/rooms/{document}/reading", "text=", Right.ReadDocument)]
    [InlineData("/import", "text=1.%20A%20point.", null)]
    [InlineData("/join", "code=BCDFGH", null)]
    public async Task M250_The_form_of_a_page_is_asked_about_again_too_and_shows_nothing_to_who_may_no_more(string path, string fields, Right? right)
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("Kept among us");
        var grain = Server.Grains.GetGrain<ISeminarGrain>(seminar);
        path = path.Replace("{document}", document, StringComparison.Ordinal);
        using var kept = await owner.PostAsync($"/api/documents/{document}/webhooks", new { url = "https://example.edu/kept" });
        Assert.Equal("201", await kept.OutcomeAsync());
        // Antiforgery takes the token from the header too, and then reads no form.
        foreach (var header in (bool[])[false, true])
        {
            if (right is not null)
                Assert.StartsWith("404", await SendAsync(victim => grain.RemoveMemberAsync(owner.Member, victim.Member)), StringComparison.Ordinal);
            if (right is not (null or Right.ReadDocument))
                Assert.StartsWith("403", await SendAsync(victim => grain.ChangeRoleAsync(owner.Member, victim.Member, Role.Reader)), StringComparison.Ordinal);
            Assert.StartsWith("401", await SendAsync(victim => victim.PostAsync("/api/leave-session")), StringComparison.Ordinal);
            Assert.Single((await owner.ReadAsync($"/api/documents/{document}/webhooks"))["items"]!.AsArray());

            async Task<string> SendAsync(Func<Participant, Task> meanwhile) => (await SayAsync(meanwhile, header, stays: false)).Split(' ')[1];
        }

        await SayAsync(_ => Task.CompletedTask, header: false, stays: true);

        async Task<string> SayAsync(Func<Participant, Task> meanwhile, bool header, bool stays)
        {
            var who = await Server.JoinAsync(Role.Owner, seminar: seminar);
            // Its field is one of this person's for all pages.
            var (name, token, cookies) = await FieldAsync(who, $"/rooms/{document}/webhooks");
            var answer = await AnswerAsync(who, "POST", path, Urlencoded, $"{name}={Uri.EscapeDataString(token)}&{fields}", () => meanwhile(who), cookies, header ? $"Accept: text/html\r\nRequestVerificationToken: {token}\r\n" : "Accept: text/html\r\n");
            Assert.Equal(stays, answer!.Contains(who.Name, StringComparison.Ordinal));
            Assert.Equal(stays && path != "/join", answer.Contains("Kept among us", StringComparison.Ordinal));
            Assert.Equal(stays && right == Right.ChangeSettings, answer.Contains("https://example.edu/kept", StringComparison.Ordinal));
            return answer;
        }
    }

    [Fact]
    public async Task M250_A_session_that_ended_before_the_last_byte_came_begins_no_new_one_by_a_link_or_a_code()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/code", new { role = "reader" });
        var code = (string)(await made.JsonAsync())["code"]!;
        var (byApi, byForm) = (await Server.JoinAsync(Role.Annotator, seminar: seminar), await Server.JoinAsync(Role.Annotator, seminar: seminar));
        var answer = await AnswerAsync(byApi, "POST", "/api/join", Json, $$"""{"code":"{{code}}"}""", () => byApi.PostAsync("/api/leave-session"));
        Demand(answer);
        var (name, token, cookies) = await FieldAsync(byForm, "/join");
        var page = await AnswerAsync(byForm, "POST", "/join", Urlencoded, $"{name}={Uri.EscapeDataString(token)}&code={code}&displayName=Ida", () => byForm.PostAsync("/api/leave-session"), cookies, "Accept: text/html\r\n");
        Demand(page);
        Assert.DoesNotContain(byForm.Name, page, StringComparison.Ordinal);
        var stays = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        Assert.StartsWith("HTTP/1.1 200 ", await AnswerAsync(stays, "POST", "/api/join", Json, $$"""{"code":"{{code}}"}""", () => Task.CompletedTask), StringComparison.Ordinal);

        static void Demand(string? said)
        {
            Assert.StartsWith("HTTP/1.1 401 ", said, StringComparison.Ordinal);
            Assert.DoesNotContain($"Set-Cookie: {SessionCookie.PlainName}=", said, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task M250_Who_does_not_ask_whether_to_send_is_asked_again_too()
    {
        var watched = new WatchedBody();
        await using var server = await CollabServer.StartAsync(configure: builder => builder.Services.AddSingleton<IStartupFilter>(watched));
        var victim = await server.JoinAsync(Role.Owner);
        var body = """{"role":"reader"}""";
        await using var slow = await RawConnection.OpenAsync(server);
        await slow.SendAsync($"POST /api/seminars/{server.Seminar}/invites HTTP/1.1\r\nHost: {server.Address.Authority}\r\nCookie: {victim.Cookie}\r\nContent-Type: {Json}\r\nContent-Length: {body.Length}\r\n{WatchedBody.Header}: yes\r\nConnection: close\r\n\r\n");
        await watched.Read.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("204", await victim.PostAsync("/api/leave-session").OutcomeAsync());
        await slow.SendAsync(body);
        Assert.StartsWith("HTTP/1.1 401 ", await slow.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task M251_Who_imports_a_text_is_in_the_seminars_record_and_of_those_who_may_not_nothing_is_added()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        using var imported = await owner.PostAsync($"/api/seminars/{seminar}/documents", new { commandId = Guid.NewGuid(), title = "By an owner", text = "1. A point." });
        var document = (string)(await imported.JsonAsync())["id"]!;
        var rows = (await owner.ReadAsync($"/api/seminars/{seminar}/audit"))["items"]!.AsArray();
        Assert.Equal(owner.Member, (string)rows.Single(row => (string?)row!["document"] == document)!["actor"]!["id"]!);
        var moderator = await Server.JoinAsync(Role.Moderator, seminar: seminar);
        Assert.Equal("forbidden", (await Server.Grains.GetGrain<ISeminarGrain>(seminar).AddDocumentAsync(moderator.Member, Identifier.New())).Code);
        // Nor is the text stored that the seminar then refuses.
        var log = Server.Services.GetRequiredService<IEventLog>();
        var before = await log.ListAsync(StreamKind.Document);
        var draft = new TextDraft("By a moderator", DocumentMetadata.Empty, [new("1", ClauseKind.Point, 0, "A point.")], []);
        Assert.Equal("forbidden", (await Assert.ThrowsAsync<RefusalException>(() => ImportApi.SaveAsync(Server.Grains, seminar, moderator.Member, Guid.NewGuid(), null, draft))).Code);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<RefusalException>(() => ImportApi.SaveAsync(Server.Grains, Identifier.New(), null, Guid.NewGuid(), null, draft))).Code);
        Assert.Equal(before.Count, (await log.ListAsync(StreamKind.Document)).Count);
    }

    private IEnumerable<(string Method, string Path, bool OfSeat)> Doors(string seminar, string document, string member) =>
        from endpoint in Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<Permission>() is { Action: not "operate" } || endpoint.Metadata.GetMetadata<Unprotected>() is { SignedIn: true }
        let seat = endpoint.Metadata.GetMetadata<Permission>() is not null && endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name is "seminar" or "document")
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        where method is "POST" or "PUT" or "PATCH" or "DELETE"
        let path = Regex.Replace(endpoint.RoutePattern.RawText!.Trim('/'), @"\{(\*\*)?(\w+)[^}]*\}", part => part.Groups[2].Value switch { "seminar" => seminar, "document" => document, "member" => member, _ => Identifier.New() })
        select (method, "/" + path, seat);

    /// <returns>Null where the door reads no body of this kind.</returns>
    private async Task<string?> SendAsync(Participant who, string method, string path, string type, string body, Func<Task> meanwhile)
    {
        if (await AnswerAsync(who, method, path, type, body, meanwhile) is not { } answer)
            return null;
        var code = Regex.Match(answer, "\"code\":\"([^\"]+)\"").Groups[1].Value;
        return $"{answer.Split(' ')[1]} {code}".Trim();
    }

    /// <summary>Sends all but the body; that when the server has asked for it, which it does behind the first question, and <paramref name="meanwhile"/> is over.</summary>
    /// <returns>Null where the door reads no body of this kind.</returns>
    private async Task<string?> AnswerAsync(Participant who, string method, string path, string type, string body, Func<Task> meanwhile, string cookies = "", string headers = "")
    {
        await using var slow = await RawConnection.OpenAsync(Server);
        var cookie = cookies.Length > 0 ? $"{who.Cookie}; {cookies}" : who.Cookie;
        await slow.SendAsync($"{method} {path} HTTP/1.1\r\nHost: {Server.Address.Authority}\r\nCookie: {cookie}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nExpect: 100-continue\r\n{headers}Connection: close\r\n\r\n");
        if (await slow.ReadAsync() is not { } asked || !asked.StartsWith("HTTP/1.1 100 ", StringComparison.Ordinal))
            return null;
        await meanwhile();
        await slow.SendAsync(body);
        return await slow.ReadToEndAsync();
    }

    /// <summary>What makes a form one of ours, for this reader of its page.</summary>
    private static async Task<(string Name, string Token, string Cookies)> FieldAsync(Participant who, string path)
    {
        using var page = await who.SendAsync(HttpMethod.Get, path, null, ("Accept", "text/html"));
        var field = Regex.Match(await page.Content.ReadAsStringAsync(), "name=\"(__[^\"]+)\" value=\"([^\"]+)\"");
        return (field.Groups[1].Value, field.Groups[2].Value, string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
    }
}
