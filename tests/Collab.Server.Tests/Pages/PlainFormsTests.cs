using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Pages;

/// <summary>Notes come in, and webhooks are set, by forms that need no script.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class PlainFormsTests(ServerFixture fixture)
{
    [Fact]
    public async Task M164_A_file_is_shown_first_placed_by_a_person_and_comes_in_once()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync("House rules", "Be kind to everyone.", "Be brief, and be kind.");
        var page = $"/rooms/{document}/imports";
        var second = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray().Last()!["id"]!;
        const string File = """{"annotations":[{"id":"1","user":"acct:x@example.org","text":"<b>Sure</b>","tags":[],"target":[{"selector":[{"type":"TextQuoteSelector","exact":"to everyone"}]}]},{"id":"2","user":"acct:y@example.org","text":"In doubt","tags":[],"target":[{"selector":[{"type":"TextQuoteSelector","exact":"kind"}]}]}]}""";

        var seen = await SendAsync(owner, page, ("action", "preview"), ("file", File));
        Assert.Contains("One note has its place. One has none. Nothing was brought in yet.", Words(seen.Text), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Sure", seen.Text, StringComparison.Ordinal);
        var kept = Regex.Match(seen.Text, "name=\"kept\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Empty((await owner.ReadAsync($"/api/documents/{document}"))["annotations"]!.AsArray());

        foreach (var other in new[] { "place-01", "place-+1" })
            Assert.Equal(other == "place-01" ? 400 : 200, (int)(await SendAsync(owner, page, ("action", "preview"), ("kept", WebUtility.HtmlDecode(kept)), ("place-1", second), (other, second))).Status);
        var command = $"{Guid.NewGuid()}";
        for (var again = 0; again < 2; again++)
        {
            var done = await SendAsync(owner, page, ("action", "import"), ("kept", WebUtility.HtmlDecode(kept)), ("place-1", second), ("commandId", command));
            Assert.Equal(HttpStatusCode.OK, done.Status);
            if (again == 0)
                Assert.Contains("2 notes came in.", Words(done.Text), StringComparison.Ordinal);
        }

        var notes = (await owner.ReadAsync($"/api/documents/{document}"))["annotations"]!.AsArray();
        Assert.Equal(2, notes.Count);
        Assert.Equal(second, (string)notes[1]!["targets"]![0]!["clause"]!);

        foreach (var (status, sent) in new[] { (422, Packed("{}")), (400, "no base64"), (400, Convert.ToBase64String([.. Enumerable.Repeat((byte)0xFF, 64)])), (413, Packed(new string(' ', 30 * 1024 * 1024))) })
        {
            var refused = await SendAsync(owner, page, ("action", "preview"), ("kept", sent));
            Assert.Equal(status, (int)refused.Status);
            Assert.Contains("role=\"alert\"", refused.Text, StringComparison.Ordinal);
            // What unpacks to more is not unpacked to its end.
            Assert.Equal(status == 413, refused.Text.Contains("A file of notes may have 20 MiB.", StringComparison.Ordinal));
        }

        Assert.Equal(403, (int)(await SendAsync(await fixture.Server.JoinAsync(Role.Moderator, seminar: seminar), page, ("action", "preview"), ("kept", kept))).Status);
        Assert.Equal(400, (int)(await SendAsync(owner, page, withToken: false, ("action", "preview"), ("kept", kept))).Status);
    }

    [Fact]
    public async Task M164_A_webhook_is_made_by_an_owner_its_secret_shown_once_and_a_trial_goes_nowhere_that_is_not_public()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var page = $"/rooms/{document}/webhooks";
        Assert.Contains("Nobody is told yet.", await owner.Http.GetStringAsync(page), StringComparison.Ordinal);
        var refused = await SendAsync(owner, page, ("action", "add"), ("url", "https://127.0.0.1/hook"));
        Assert.Equal(400, (int)refused.Status);
        Assert.Contains("This server tells public addresses alone.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"https://127.0.0.1/hook\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal(400, (int)(await SendAsync(owner, page, withToken: false, ("action", "add"), ("url", "https://hook.invalid/collab"))).Status);

        var made = await SendAsync(owner, page, ("action", "add"), ("url", "https://hook.invalid/collab"));
        Assert.Matches("value=\"whsec_[A-Za-z0-9+/&#;x=]{40,}\"", made.Text);
        Assert.True(made.NoStore);
        var later = await owner.Http.GetStringAsync(page);
        Assert.DoesNotContain("whsec_", later, StringComparison.Ordinal);
        Assert.Contains("Nothing has happened since, so nothing was told.", later, StringComparison.Ordinal);
        var id = Regex.Match(later, "name=\"webhook\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Contains("The trial did not arrive at https://hook.invalid/collab: It cannot be reached", Words((await SendAsync(owner, page, ("action", "try"), ("webhook", id))).Text), StringComparison.Ordinal);
        Assert.Equal(403, (int)(await SendAsync(await fixture.Server.JoinAsync(Role.Moderator, seminar: seminar), page, ("action", "remove"), ("webhook", id))).Status);
        Assert.Equal(303, (int)(await SendAsync(owner, page, ("action", "remove"), ("webhook", id))).Status);
        Assert.Equal(404, (int)(await SendAsync(owner, page, ("action", "remove"), ("webhook", id))).Status);
        Assert.Contains("Nobody is told yet.", await owner.Http.GetStringAsync(page), StringComparison.Ordinal);
    }

    internal static Task<(HttpStatusCode Status, string Text, bool NoStore)> SendAsync(Participant who, string page, params (string Name, string Value)[] fields) => SendAsync(who, page, withToken: true, fields);

    private static async Task<(HttpStatusCode Status, string Text, bool NoStore)> SendAsync(Participant who, string page, bool withToken, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (name == "file")
                form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(value)), "file", "../../notes.json");
            else
                form.Add(new StringContent(value), name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = form };
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.TryAddWithoutValidation("Origin", who.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        if (withToken)
        {
            // Every page of theirs has the field, whether they may use this form or not.
            using var other = await who.Http.GetAsync("/join");
            var field = AntiforgeryField().Match(await other.Content.ReadAsStringAsync());
            form.Add(new StringContent(field.Groups["value"].Value), field.Groups["name"].Value);
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", [who.Cookie, .. other.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])]));
        }

        using var answer = await who.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.CacheControl?.NoStore == true);
    }

    private static string Packed(string file)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            packed.Write(Encoding.UTF8.GetBytes(file));
        return Convert.ToBase64String(bytes.ToArray());
    }

    private static string Words(string html) => Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]+>", "")), @"\s+", " ");

    [GeneratedRegex("name=\"(?<name>__RequestVerificationToken)\" value=\"(?<value>[^\"]+)\"")]
    private static partial Regex AntiforgeryField();
}
