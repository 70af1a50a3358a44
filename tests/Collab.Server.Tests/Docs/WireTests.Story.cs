using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Tests.Accounts;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Docs;

/// <summary>This part makes everything happen.</summary>
public sealed partial class WireTests
{
    private const string Doc = "/api/documents/{document}", Note = Doc + "/annotations/{annotation}", Seminar = "/api/seminars/{seminar}";

    /// <summary>As of whatever there is.</summary>
    private const long Newest = 1_000_000;

    private static async Task<Participant> PeopleAsync(WireStory story)
    {
        var server = story.Server;
        string[] none = [], here = [server.Seminar];
        using var entered = await story.SendAsync(server.Stranger(), "POST /api/join", none, new { secret = server.OwnerSecret, displayName = "Olga Brandt" });
        var joined = await entered.JsonAsync();
        story.Demand("Joined", joined.ToJsonString());
        var owner = new Participant(server, "Olga Brandt", entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]) { Member = (string)joined["member"]!, Role = Role.Owner };
        await story.CallAsync(owner, $"PATCH {Seminar}/settings", here, new { names = "pseudonyms", retentionDays = 365, guestsExport = true });
        await story.CallAsync(owner, $"PATCH {Seminar}/members/{{member}}", [server.Seminar, owner.Member], new { role = "owner" });
        await story.CallAsync(owner, $"GET {Seminar}/members", here);
        await story.CallAsync(owner, $"PATCH {Seminar}/settings", here, new { names = "shown" });
        await story.CallAsync(owner, $"GET {Seminar}/settings", here);
        await story.CallAsync(owner, "PATCH /api/me", none, new { displayName = "Olga B.", seminar = server.Seminar });
        await story.CallAsync(owner, "PUT /api/me/presence", none, new { hidden = true });
        await story.CallAsync(owner, "GET /api/me", none);
        await story.CallAsync(owner, "PUT /api/me/presence", none, new { hidden = false });
        var link = await story.CallAsync(owner, "POST /api/me/link", none);
        await story.CallAsync(server.Stranger(), "POST /api/join", none, new { secret = ((string)link["url"]!).Split('#')[1] });
        var back = await story.CallAsync(owner, "POST /api/me/links", none, new { days = 7 });
        await story.CallAsync(server.Stranger(), "POST /api/join", none, new { secret = ((string)back["url"]!).Split('#')[1] });
        await story.CallAsync(owner, "GET /api/me/links", none);
        await story.CallAsync(owner, "DELETE /api/me/links/{link}", [(string)back["id"]!]);
        var sessions = await story.CallAsync(owner, "GET /api/sessions", none);
        await story.CallAsync(owner, "DELETE /api/sessions/{session}", [(string)sessions["items"]!.AsArray().First(session => session!["here"] is null)!["id"]!]);
        await story.CallAsync(owner, "DELETE /api/sessions", none);

        await PasskeysAsync(story, owner);

        var token = await story.CallAsync(owner, "POST /api/tokens", none, new { name = "A program", scopes = new[] { "read", "export" }, seminar = server.Seminar, expiresInDays = 7 });
        await story.CallAsync(owner, "GET /api/tokens", none);
        await story.CallAsync(owner, "DELETE /api/tokens/{token}", [(string)token["id"]!]);

        var other = await story.CallAsync(owner, "POST /api/seminars", none, new { commandId = Guid.NewGuid(), title = "Another seminar" });
        await story.CallAsync(owner, $"DELETE {Seminar}", [(string)other["id"]!], new { title = "Another seminar" });
        await story.CallAsync(owner, "GET /api/seminars", none);
        await story.CallAsync(owner, $"GET {Seminar}", here);

        var invite = await story.CallAsync(owner, $"POST {Seminar}/invites", here, new { role = "reader", expiresInHours = 1.5, maxUses = 2 });
        await story.CallAsync(server.Stranger(), "POST /api/join/look", none, new { secret = ((string)invite["url"]!).Split('#')[1] });
        var guest = await story.CallAsync(server.Stranger(), "POST /api/join", none, new { secret = ((string)invite["url"]!).Split('#')[1], displayName = "Ida Lund", commandId = Guid.NewGuid() });
        await story.CallAsync(owner, $"DELETE {Seminar}/invites/{{invite}}", [server.Seminar, (string)invite["id"]!]);
        var second = await server.JoinAsync(Role.Owner);
        await story.CallAsync(second, $"POST {Seminar}/invites", here, new { role = "moderator" });
        await story.CallAsync(second, $"DELETE {Seminar}/members/{{member}}", [server.Seminar, second.Member]);
        await story.CallAsync(owner, $"GET {Seminar}/invites", here);

        var code = await story.CallAsync(owner, $"POST {Seminar}/code", here, new { role = "guest" });
        await story.CallAsync(server.Stranger(), "POST /api/join/look", none, new { code = (string)code["code"]! });
        await story.CallAsync(server.Stranger(), "POST /api/join", none, new { code = (string)code["code"]!, displayName = "Jonas Falk" });
        await story.CallAsync(owner, $"DELETE {Seminar}/code", here);

        await story.CallAsync(owner, $"PATCH {Seminar}/members/{{member}}", [server.Seminar, (string)guest["member"]!], new { role = "annotator", asOf = Newest });
        string[] them = [server.Seminar, (string)guest["member"]!];
        var seat = await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/seat", them, new { minutes = 10, emptyNotebooks = true });
        await story.CallAsync(server.Stranger(), "POST /api/join", none, new { secret = ((string)seat["url"]!).Split('#')[1] });
        await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/mute", them, new { until = DateTimeOffset.UtcNow.AddHours(1), reason = "Shouting.", notes = "hide", asOf = Newest });
        await story.CallAsync(owner, $"GET {Seminar}/members", here);
        await story.CallAsync(owner, $"DELETE {Seminar}/members/{{member}}", them, query: "?notes=hide&reason=Spam");
        await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/unmute", them, new { asOf = Newest });
        await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/restore", them, new { asOf = Newest });
        await story.CallAsync(owner, $"DELETE {Seminar}/members/{{member}}", them, query: $"?asOf={Newest}");
        await story.CallAsync(owner, $"GET {Seminar}/audit", here);
        await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/erase", [server.Seminar, (string)guest["member"]!]);
        await story.CallAsync(owner, $"GET {Seminar}/members", here);
        await story.CallAsync(await server.JoinAsync(Role.Guest), "POST /api/leave-session", none);

        using var refused = await server.Stranger().GetAsync("/api/me");
        story.Demand("Problem", await refused.Content.ReadAsStringAsync());
        return owner;
    }

    private static async Task PasskeysAsync(WireStory story, Participant owner)
    {
        string[] none = [];
        var (browser, origin) = (new Participant(story.Server, owner.Name, owner.Cookie), $"http://localhost:{story.Server.Address.Port}");
        using var key = new SoftKey { CopiedToOthers = true };
        using var asked = await SendAsync("POST /api/passkeys/options", none);
        using var added = await SendAsync("POST /api/passkeys", none, new { credential = key.Create(await QuestionAsync(asked), origin), name = "My phone" });
        story.Demand("CreatedPasskey", await added.Content.ReadAsStringAsync());
        using var question = await SendAsync("POST /api/sign-in/options", none);
        using var signedIn = await SendAsync("POST /api/sign-in", none, new { credential = key.Sign(await QuestionAsync(question), origin) });
        await story.CallAsync(owner, "GET /api/passkeys", none);
        using var renamed = await SendAsync("PATCH /api/passkeys/{passkey}", [key.WireId], new { name = "The old phone" });
        using var removed = await SendAsync("DELETE /api/passkeys/{passkey}", [key.WireId]);

        async Task<JsonNode> QuestionAsync(HttpResponseMessage response)
        {
            var text = await response.Content.ReadAsStringAsync();
            story.Demand("PasskeyQuestion", text);
            var ceremony = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
            browser = new Participant(story.Server, owner.Name, $"{owner.Cookie}; {ceremony}");
            return JsonNode.Parse(text)!["publicKey"]!;
        }

        Task<HttpResponseMessage> SendAsync(string call, string[] ids, object? body = null)
        {
            // Passkeys work at a name, not at an address of numbers.
            browser.Http.DefaultRequestHeaders.Host = origin["http://".Length..];
            return story.SendAsync(browser, call, ids, body);
        }
    }

    private static async Task WordsAsync(WireStory story, Participant owner)
    {
        string[] none = [], here = [story.Server.Seminar];
        var member = await story.Server.JoinAsync(Role.Annotator, "Signe Holm");
        // What another program says with a note is one's own word too.
        using var said = await member.PostAsync($"/w3c/documents/{story.Server.Document}/annotations/", new Dictionary<string, string> { ["@context"] = "http://www.w3.org/ns/anno.jsonld", ["type"] = "Annotation", ["bodyValue"] = "Said elsewhere.", ["target"] = "https://elsewhere.example/page" });
        Assert.Equal(HttpStatusCode.Created, said.StatusCode);
        await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/mute", [here[0], member.Member], new { until = DateTimeOffset.UtcNow.AddHours(1), reason = "Shouting." });
        await story.CallAsync(member, "GET /api/me/words", none);
        await story.CallAsync(owner, "GET /api/me/words", none);
        using var archive = await story.SendAsync(owner, $"GET {Seminar}/archive", here);
        var now = DateTimeOffset.UtcNow;
        await story.Server.Accounts.ClaimIdentityAsync("https://login.uni.test", "subject", new Storage.Accounts.Person(member.Person, member.Name, now), now);
        await story.Server.Accounts.ConfirmSessionAsync(Storage.Accounts.Secret.Hash(member.Cookie!.Split('=')[1]), Storage.Accounts.SignInWay.Passkey, now);
        using var disconnected = await story.SendAsync(member, "DELETE /api/me/university", none, query: "?confirm=true");
        var title = (string)(await owner.ReadAsync($"/api/seminars/{here[0]}"))["title"]!;
        using var erased = await story.SendAsync(member, "POST /api/me/erase", none, new { scope = "seminar", seminar = here[0], confirm = title });
    }

    private static async Task<string> TextAsync(WireStory story, Participant owner)
    {
        const string Text = "A short resolution\n\nBy A. Writer\n\nWe resolve:\n\n1. To read slowly.\n\n2. To write in the margin.\n";
        string[] here = [story.Server.Seminar];
        var draft = await story.CallAsync(owner, $"POST {Seminar}/documents/preview", here, new { text = Text, format = "text" });
        Assert.Equal(3, draft["clauses"]!.AsArray().Count);
        await story.CallAsync(owner, $"POST {Seminar}/documents/preview", here, new { text = "---\nauthor: A. Writer\n---\n\nFive words without any number.\n", format = "markdown" });
        await story.CallAsync(owner, "POST /api/preview", [], new { text = Text, format = "text" });
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Text)), "file", "resolution.txt" }, { new StringContent("By form"), "title" } };
        await story.CallAsync(owner, $"POST {Seminar}/documents", here, form);
        object[] clauses =
        [
            new { kind = "preamble", text = "We resolve:", level = 0 },
            new { kind = "point", label = "1", text = "To read slowly.", level = 0 },
            new { kind = "point", label = "(a)", text = "And twice.", level = 1 },
        ];
        var made = await story.CallAsync(owner, $"POST {Seminar}/documents", here, new { commandId = Guid.NewGuid(), title = "A short resolution", text = "author: A. Writer\n\n" + Text, format = "text", clauses });
        await story.CallAsync(owner, $"GET {Seminar}/documents", here);
        await story.CallAsync(owner, $"GET {Seminar}/audit", here, query: "?after=0");
        return (string)made["id"]!;
    }

    private static async Task CommandsAsync(WireStory story, Participant owner, string document)
    {
        var body = new { text = "How *slowly*?", format = "markdown" };
        var clauses = (await story.CallAsync(owner, $"GET {Doc}", [document]))["clauses"]!.AsArray();
        var point = (string)clauses[1]!["id"]!;
        object[] targets = [new { clause = point, revision = 1, quote = new { exact = "slowly", prefix = "read ", suffix = "." }, position = new { start = 8, end = 14 } }];
        var first = await WriteAsync($"POST {Doc}/annotations", [document], new { commandId = Guid.NewGuid(), targets, body, motivation = "questioning", tags = new[] { "pace" }, visibility = "shared", pin = true, @override = true });
        var second = await WriteAsync($"POST {Doc}/annotations", [document], new { commandId = Guid.NewGuid(), targets = new object[] { new { clause = point } }, body });
        var reply = await WriteAsync($"POST {Note}/replies", [document, first], new { commandId = Guid.NewGuid(), parent = first, body, tags = new[] { "pace" }, @override = true });
        await story.CallAsync(owner, $"POST {Note}/react", [document, reply], new { commandId = Guid.NewGuid(), emoji = "👍", on = true });
        await story.CallAsync(owner, $"PATCH {Note}", [document, first], new { commandId = Guid.NewGuid(), version = 1, body = new { text = "How slowly, and why?" }, tags = new[] { "pace", "why" }, targets, @override = true });
        await story.CallAsync(owner, $"PUT {Note}/pin", [document, second], new { commandId = Guid.NewGuid(), clause = point, order = 0, supersedes = first, asOf = Newest });
        await story.CallAsync(owner, $"PATCH {Note}", [document, first], new { commandId = Guid.NewGuid(), version = 2, targets = new object[] { new { clause = (string)clauses[2]!["id"]! } } });
        await story.CallAsync(owner, $"POST {Note}/hide", [document, second], new { commandId = Guid.NewGuid(), reason = "Off the point.", asOf = Newest });
        await story.CallAsync(owner, $"POST {Note}/hide", [document, first], new { commandId = Guid.NewGuid() });
        await story.CallAsync(owner, $"POST {Note}/unhide", [document, first], new { commandId = Guid.NewGuid(), reason = "A misunderstanding.", asOf = Newest });
        await story.CallAsync(owner, $"DELETE {Note}/pin", [document, second], new { commandId = Guid.NewGuid(), clause = point, order = 0, asOf = Newest });
        await story.CallAsync(owner, $"DELETE {Note}", [document, second]);
        await story.CallAsync(owner, $"POST {Note}/resolve", [document, first], new { commandId = Guid.NewGuid(), reason = "Answered.", asOf = Newest });
        await story.CallAsync(owner, $"POST {Note}/reopen", [document, first], new { commandId = Guid.NewGuid(), reason = "Not quite.", asOf = Newest });
        await RelationsAsync(story, owner, document, first, reply);
        await story.CallAsync(owner, $"POST {Doc}/clauses/{{clause}}/lock", [document, point], new { commandId = Guid.NewGuid(), reason = "Settled.", asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/clauses/{{clause}}/unlock", [document, point], new { commandId = Guid.NewGuid(), asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/close", [document], new { commandId = Guid.NewGuid(), asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/reopen", [document], new { commandId = Guid.NewGuid(), asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/slow-mode", [document], new { commandId = Guid.NewGuid(), seconds = 10, asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/lead", [document], new { commandId = Guid.NewGuid(), clause = point, revision = 1, quote = new { exact = "To", prefix = "", suffix = " read" }, position = new { start = 0, end = 2 } });
        await SessionAsync(story, owner, document, point);
        await story.CallAsync(owner, $"POST {Doc}/stances", [document], new { commandId = Guid.NewGuid(), scale = new[] { "yes", "no" }, anonymous = true, asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/clauses/{{clause}}/stance", [document, point], new { commandId = Guid.NewGuid(), stance = "yes", reason = "It is short.", anonymous = true, asOf = Newest });
        var stance = (string)(await owner.ReadAsync($"/api/documents/{document}"))["stances"]!["taken"]![0]!["id"]!;
        await story.CallAsync(owner, $"POST {Doc}/clauses/{{clause}}/stance/hide", [document, point], new { commandId = Guid.NewGuid(), stance, on = true, reason = "Rude.", asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/clauses/{{clause}}/stance/withdraw", [document, point], new { commandId = Guid.NewGuid(), asOf = Newest });

        async Task<string> WriteAsync(string call, string[] ids, object request) => (string)(await story.CallAsync(owner, call, ids, request))["id"]!;
    }

    private static async Task HubAsync(WireStory story, Participant owner, string document)
    {
        await using var hub = await owner.ConnectAsync();
        var body = new { text = "Through the hub.", format = "markdown" };
        var point = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]![1]!["id"]!;
        object[] targets = [new { clause = point, revision = 1, quote = new { exact = "To", prefix = "", suffix = " read" }, position = new { start = 0, end = 2 } }];
        var note = (await Do("Annotate", new { document, commandId = Guid.NewGuid(), targets, body, motivation = "commenting", tags = new[] { "hub" }, visibility = "shared", pin = false, @override = true })).GetProperty("id").GetString()!;
        var other = (await Do("Annotate", new { document, commandId = Guid.NewGuid(), targets, body })).GetProperty("id").GetString()!;
        var reply = (await Do("Reply", new { document, annotation = note, commandId = Guid.NewGuid(), parent = note, body, tags = new[] { "hub" }, @override = true })).GetProperty("id").GetString()!;
        await Do("Edit", new { document, annotation = note, commandId = Guid.NewGuid(), version = 1, body, tags = new[] { "hub", "again" }, targets, @override = true });
        await Do("Pin", new { document, annotation = other, commandId = Guid.NewGuid(), clause = point, order = 0 });
        await Do("Pin", new { document, annotation = note, commandId = Guid.NewGuid(), clause = point, order = 0, supersedes = other, asOf = Newest });
        await Do("Pin", new { document, annotation = note, commandId = Guid.NewGuid(), clause = point, order = 0 });
        await Do("Unpin", new { document, annotation = note, commandId = Guid.NewGuid(), clause = point, order = 0, asOf = Newest });
        await Do("Hide", new { document, annotation = reply, commandId = Guid.NewGuid(), reason = "Off the point.", asOf = Newest });
        await Do("Unhide", new { document, annotation = reply, commandId = Guid.NewGuid(), reason = "On it after all.", asOf = Newest });
        await Do("Resolve", new { document, annotation = note, commandId = Guid.NewGuid(), reason = "Answered.", asOf = Newest });
        await Do("Reopen", new { document, annotation = note, commandId = Guid.NewGuid(), reason = "Not quite.", asOf = Newest });
        await Do("React", new { document, annotation = note, commandId = Guid.NewGuid(), emoji = "👍", on = true });
        await Do("React", new { document, annotation = note, commandId = Guid.NewGuid(), emoji = "👍", on = false });
        await RelationsAsync(Do, document, point);
        await Do("Lock", new { document, clause = point, commandId = Guid.NewGuid(), reason = "Settled.", asOf = Newest });
        await Do("Unlock", new { document, clause = point, commandId = Guid.NewGuid(), asOf = Newest });
        await Do("Close", new { document, commandId = Guid.NewGuid(), asOf = Newest });
        await Do("ReopenDocument", new { document, commandId = Guid.NewGuid(), asOf = Newest });
        await Do("SlowMode", new { document, commandId = Guid.NewGuid(), seconds = 20, asOf = Newest });
        await Do("Lead", new { document, clause = point, commandId = Guid.NewGuid(), revision = 1, quote = new { exact = "To", prefix = "", suffix = " read" }, position = new { start = 0, end = 2 } });
        await Do("Lead", new { document, clause = point, commandId = Guid.NewGuid(), edition = "de", quote = new { exact = "Langsam" } });
        await SessionAsync(Do, document, point, owner.Member);
        await Do("SetStances", new { document, commandId = Guid.NewGuid(), scale = new[] { "agree", "disagree" }, anonymous = false, asOf = Newest });
        await Do("TakeStance", new { document, clause = point, commandId = Guid.NewGuid(), stance = "agree", reason = "It is short.", anonymous = false, asOf = Newest });
        var stance = (string)(await owner.ReadAsync($"/api/documents/{document}"))["stances"]!["taken"]![0]!["id"]!;
        await Do("HideStanceReason", new { document, clause = point, commandId = Guid.NewGuid(), stance, reason = "Rude.", asOf = Newest });
        await Do("HideStanceReason", new { document, clause = point, commandId = Guid.NewGuid(), stance, on = false, reason = "It is not.", asOf = Newest });
        await Do("WithdrawStance", new { document, clause = point, commandId = Guid.NewGuid(), asOf = Newest });
        await Do("TakeStance", new { document, clause = point, commandId = Guid.NewGuid(), stance = "disagree", reason = "It is too short." });
        await Do("HideStanceReason", new { document, clause = point, commandId = Guid.NewGuid(), stance = (string)(await owner.ReadAsync($"/api/documents/{document}"))["stances"]!["taken"]![0]!["id"]! });
        await Do("Delete", new { document, annotation = other, commandId = Guid.NewGuid() });
        await Do("Annotate", new { document, commandId = Guid.NewGuid(), targets, body, tags = new[] { "mine" }, visibility = "private" });

        // What stays as it is for the snapshot: a pin, a hidden note, a settled thread, a locked point, a reaction.
        await Do("Pin", new { document, annotation = note, commandId = Guid.NewGuid(), clause = point, order = 0, supersedes = (string)(await owner.ReadAsync($"/api/documents/{document}"))["annotations"]![0]!["id"]! });
        await Do("Hide", new { document, annotation = reply, commandId = Guid.NewGuid(), reason = "Off the point." });
        await Do("Hide", new { document, annotation = note, commandId = Guid.NewGuid() });
        await Do("Resolve", new { document, annotation = note, commandId = Guid.NewGuid(), reason = "Answered." });
        await Do("React", new { document, annotation = note, commandId = Guid.NewGuid(), emoji = "👍", on = true });

        Task<JsonElement> Do(string method, object argument) => story.InvokeAsync(hub, method, argument);
    }
}
