using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Moderation;

/// <summary>Who showed a join code, for whom and until when, and who came by it, is in the seminar's record; its letters are not.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class CodesInTheRecordTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M269_who_shows_a_code_and_who_comes_by_it_is_in_the_record_and_nothing_of_its_letters()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var (mona, reader) = (await Server.JoinAsync(Role.Moderator, seminar: seminar), await Server.JoinAsync(Role.Reader, seminar: seminar));
        var before = (await RowsAsync(owner, seminar)).Count;
        Assert.Equal("403 forbidden", await reader.PostAsync($"/api/seminars/{seminar}/code").OutcomeAsync());
        var forAnnotators = await ShowAsync(owner, seminar, "annotator");
        var forReaders = await ShowAsync(mona, seminar, "reader");
        Assert.Equal(forReaders, await ShowAsync(owner, seminar, "reader"));
        var ida = await ComeAsync(forAnnotators, "Ida Lund");
        var jonas = await ComeAsync(forReaders, "Jonas Falk");
        Assert.Equal("204", await mona.DeleteAsync($"/api/seminars/{seminar}/code").OutcomeAsync());
        Assert.Equal("404 not-found", await Server.Stranger().PostAsync("/api/join", new { code = forReaders, displayName = "Too Late" }).OutcomeAsync());

        var rows = (await RowsAsync(owner, seminar))[before..];
        var (first, second) = (before + 1, before + 2);
        Assert.Equal(
            [
                $"CodeShown by {owner.Member}  annotator ", $"CodeShown by {mona.Member}  reader ",
                $"MemberJoined by {ida} {ida} annotator {first}", $"MemberJoined by {jonas} {jonas} reader {second}",
                $"CodeEnded by {mona.Member}  annotator {first}", $"CodeEnded by {mona.Member}  reader {second}",
            ],
            rows);

        var record = await PageAsync(owner, $"/seminars/{seminar}/audit");
        Assert.Matches("showed a join code for a reader", record);
        Assert.Matches("Ida Lund came in as an annotator by the join code shown [0-9]", record);
        Assert.Matches("stopped the join code for an annotator shown [0-9]", record);
        var links = await PageAsync(owner, $"/seminars/{seminar}/audit?act=links");
        Assert.Contains("showed a join code", links, StringComparison.Ordinal);
        Assert.DoesNotContain("Jonas Falk came in", links, StringComparison.Ordinal);
        var manage = await PageAsync(mona, $"/rooms/{document}/manage");
        Assert.Matches("Join codes that were shown.*reader.*Jonas Falk 1 used.*annotator.*Ida Lund 1 used", manage);
        Assert.DoesNotContain("Join codes that were shown", await PageAsync(reader, $"/rooms/{document}/manage"), StringComparison.Ordinal);

        // In the names of now.
        Assert.Equal("204", await owner.PostAsync($"/api/seminars/{seminar}/members/{ida}/erase").OutcomeAsync());
        record = await PageAsync(owner, $"/seminars/{seminar}/audit");
        manage = await PageAsync(owner, $"/rooms/{document}/manage");
        Assert.Matches("Name erased came in as an annotator by the join code shown", record);
        Assert.DoesNotContain("Ida Lund", record + manage, StringComparison.Ordinal);
        Assert.Matches("annotator.*Name erased 1 used", manage);

        var log = new StringBuilder(record + manage).Append((await owner.ReadAsync($"/api/seminars/{seminar}/audit")).ToJsonString());
        foreach (var stream in new[] { seminar, document })
        {
            foreach (var e in await Server.Services.GetRequiredService<IEventLog>().ReadAsync(stream, 0, 1000))
                log.Append(Encoding.UTF8.GetString(e.Data.Span)).Append(e.Payload is { } words ? Encoding.UTF8.GetString(words.Span) : "");
        }

        foreach (var code in new[] { forAnnotators, forReaders })
        {
            Assert.DoesNotContain(code, log.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Secret.Hash(code), log.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Where_names_are_withheld_the_record_does_not_say_who_came_by_which()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { names = "pseudonyms-for-all" }).OutcomeAsync());
        var ida = await ComeAsync(await ShowAsync(owner, seminar, "reader"), "Ida Lund");
        Assert.EndsWith($"MemberJoined by {ida} {ida} reader ", (await RowsAsync(owner, seminar))[^1], StringComparison.Ordinal);
        var record = await PageAsync(owner, $"/seminars/{seminar}/audit");
        Assert.Contains("came in as a reader", record, StringComparison.Ordinal);
        Assert.DoesNotContain("by the join code", record, StringComparison.Ordinal);
        Assert.Matches("Join codes that were shown.*reader[^<]* 1 used", await PageAsync(owner, $"/seminars/{seminar}/manage"));
    }

    [Fact]
    public async Task Who_comes_by_what_the_start_printed_is_in_the_record_and_printing_it_is_no_event()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        var before = (await RowsAsync(owner, seminar)).Count;
        var code = await Server.Services.GetRequiredService<Server.Security.JoinCodes>().PrintAsync(seminar, Role.Annotator);
        Assert.Equal(before, (await RowsAsync(owner, seminar)).Count);
        var ida = await ComeAsync(code, "Ida Lund");
        Assert.Equal([$"MemberJoined by {ida} {ida} annotator 0"], (await RowsAsync(owner, seminar))[before..]);
        Assert.Matches("came in as an annotator by the join code that the server printed", await PageAsync(owner, $"/seminars/{seminar}/audit"));
        Assert.Matches("printed by the server at its start.*Ida Lund 1 used", await PageAsync(owner, $"/seminars/{seminar}/manage"));
    }

    private static async Task<string> ShowAsync(Participant by, string seminar, string role)
    {
        using var shown = await by.PostAsync($"/api/seminars/{seminar}/code", new { role });
        return (string)(await shown.JsonAsync())["code"]!;
    }

    private async Task<string> ComeAsync(string code, string displayName)
    {
        using var joined = await Server.Stranger().PostAsync("/api/join", new { code, displayName });
        return (string)(await joined.JsonAsync())["member"]!;
    }

    private static async Task<List<string>> RowsAsync(Participant by, string seminar) =>
        [.. (await by.ReadAsync($"/api/seminars/{seminar}/audit"))["items"]!.AsArray().Select(row => $"{row!["kind"]} by {row["actor"]!["id"]} {row["member"]?["id"]} {row["role"]} {row["code"]}")];

    private static async Task<string> PageAsync(Participant by, string path)
    {
        using var page = await by.SendAsync(HttpMethod.Get, path, null, ("Accept", "text/html"));
        return Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(await page.Content.ReadAsStringAsync(), "")), " ");
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
