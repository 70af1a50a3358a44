using System.Net;
using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Pages;

/// <summary>What is cited is found for ever, or said to be gone; a stranger learns nothing.</summary>
[Collection(ServerCollection.Name)]
public sealed class CitePageTests(ServerFixture fixture)
{
    [Fact]
    public async Task M163_An_address_leads_there_and_of_what_is_gone_it_says_when_it_went_but_never_whose_it_was_or_what_it_said()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var (ida, stranger) = (await fixture.Server.JoinAsync(Role.Annotator, "Ida Berg", seminar), (await fixture.Server.NewSeminarAsync()).Owner);
        var (path, room) = ($"/api/documents/{document}", $"/rooms/{document}");
        var snapshot = await owner.ReadAsync(path);
        var (epoch, point) = ((string)snapshot["epoch"]!, (string)snapshot["clauses"]![0]!["id"]!);
        var notes = new[] { await ida.AnnotateAsync(document, "unspeakable-words"), await ida.AnnotateAsync(document, "unspeakable-too"), await owner.AnnotateAsync(document, "It stays.") };

        var cite = await ida.Http.GetStringAsync($"{room}/cite?note=1");
        Assert.Contains($"Ida Berg: note 1 on ", WebUtility.HtmlDecode(cite), StringComparison.Ordinal);
        var addresses = Regex.Matches(WebUtility.HtmlDecode(cite), "value=\"(https?://[^\"]+)\"").Select(match => new Uri(match.Groups[1].Value).PathAndQuery).ToList();
        Assert.Contains($"{room}/notes/1?epoch={epoch}", addresses);
        Assert.Contains($"{room}/text/1?epoch={epoch}", addresses);
        Assert.Contains(addresses, address => address.StartsWith($"{room}?at={epoch}:", StringComparison.Ordinal));
        var atPoint = WebUtility.HtmlDecode(await ida.Http.GetStringAsync($"{room}/cite?point={point}"));
        Assert.Contains($"{room}/points/{point}\"", atPoint, StringComparison.Ordinal);
        addresses.Add($"{room}/points/{point}");
        foreach (var address in addresses)
        {
            Assert.InRange((int)(await AskAsync(ida, address)).Status, 200, 302);
            Assert.Equal(404, (int)(await AskAsync(stranger, address)).Status);
        }

        // Who is asked for by another log, by a number that is none, or by nobody's point.
        Assert.Equal((409, "resync"), Code(await AskAsync(ida, $"{room}/notes/1?epoch=another", json: true)));
        Assert.Contains("Cited before a restore", (await AskAsync(ida, $"{room}/text/1?epoch=another")).Text, StringComparison.Ordinal);
        Assert.Contains("Cited before a restore", (await AskAsync(ida, $"{room}/cite?at=another:1")).Text, StringComparison.Ordinal);
        foreach (var missing in new[] { "notes/99", "text/2", "text/none", "points/none" })
            Assert.Equal((404, "not-found"), Code(await AskAsync(ida, $"{room}/{missing}", json: true)));

        using (var removed = await ida.Http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{path}/annotations/{(string)notes[0]["id"]!}") { Headers = { { "Idempotency-Key", $"{Guid.NewGuid()}" } } }))
            Assert.True(removed.IsSuccessStatusCode, await removed.OutcomeAsync());
        await GoneAsync(1, "was removed by its author");
        using (var erased = await owner.PostAsync($"/api/seminars/{seminar}/members/{ida.Member}/erase", new { }))
            Assert.True(erased.IsSuccessStatusCode, await erased.OutcomeAsync());
        await GoneAsync(2, "was erased on request");
        Assert.Equal(302, (int)(await AskAsync(owner, $"{room}/notes/3")).Status);

        async Task GoneAsync(int number, string how)
        {
            foreach (var address in new[] { $"{room}/notes/{number}?epoch={epoch}", $"{room}/cite?note={number}" })
            {
                var page = await AskAsync(owner, address);
                var said = WebUtility.HtmlDecode(page.Text);
                Assert.Equal(410, (int)page.Status);
                Assert.Contains($"Note {number} is gone", said, StringComparison.Ordinal);
                Assert.Matches($"It was written \\d+ \\w+ \\d+, \\d\\d:\\d\\d UTC, at .+, and {how} \\d+ \\w+ \\d+, \\d\\d:\\d\\d UTC\\.", said);
                var problem = await AskAsync(owner, address, json: true);
                Assert.Equal((410, "gone"), Code(problem));
                Assert.Contains(how, problem.Text, StringComparison.Ordinal);
                Assert.All(["unspeakable", "Ida Berg"], word => Assert.DoesNotContain(word, said + problem.Text, StringComparison.Ordinal));
                Assert.Equal(404, (int)(await AskAsync(stranger, address, json: true)).Status);
            }
        }
    }

    [Fact]
    public async Task What_was_cited_before_a_revision_is_found_after_it_and_a_point_that_went_says_until_when_it_stood()
    {
        var (_, owner, document) = await fixture.Server.NewSeminarAsync("House rules", "Be kind to everyone.", "Listen before you answer anybody.");
        var (path, room) = ($"/api/documents/{document}", $"/rooms/{document}");
        var snapshot = await owner.ReadAsync(path);
        var (epoch, points) = ((string)snapshot["epoch"]!, snapshot["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList());
        await owner.AnnotateAsync(document, "It stays.");
        var leaving = await owner.AnnotateAsync(document, "On what goes.", points[1]);
        object[] pairs = [new { clauses = new[] { points[0] }, parts = new[] { 0 } }, new { clauses = new[] { points[1] }, parts = Array.Empty<int>() }, new { clauses = Array.Empty<string>(), parts = new[] { 1 } }];
        Assert.Equal("201", await owner.PostAsync($"{path}/revisions", new { commandId = Guid.NewGuid(), revision = 1, text = "House rules\n\n1. Be kind to everyone.\n\n2. Whoever comes late sits down quietly and does not ask what was said.\n", pairs }).OutcomeAsync());

        Assert.Equal(302, (int)(await AskAsync(owner, $"{room}/points/{points[0]}")).Status);
        Assert.Equal(302, (int)(await AskAsync(owner, $"{room}/notes/1?epoch={epoch}")).Status);
        Assert.Equal(302, (int)(await AskAsync(owner, $"{room}/text/2?epoch={epoch}")).Status);
        using (var earlier = await owner.Http.GetAsync($"{room}/text/1?epoch={epoch}"))
            Assert.Equal($"{room}/reading?revision=1", earlier.Headers.Location?.OriginalString);
        Assert.Contains("Listen before you answer anybody.", (await AskAsync(owner, $"{room}/reading?revision=1")).Text, StringComparison.Ordinal);
        // A moment of the earlier text is read in that text; one of now in the room.
        using (var moment = await owner.Http.GetAsync($"{room}?at={epoch}:2"))
            Assert.Equal($"{room}/reading?at=2", moment.Headers.Location?.OriginalString);
        Assert.Contains("Listen before you answer anybody.", (await AskAsync(owner, $"{room}/reading?at=2")).Text, StringComparison.Ordinal);
        foreach (var at in new[] { $"{epoch}:5", "other:2", "x", $"{epoch}:99" })
            Assert.Equal(200, (int)(await AskAsync(owner, $"{room}?at={at}")).Status);
        var gone = await AskAsync(owner, $"{room}/points/{points[1]}");
        Assert.Equal(410, (int)gone.Status);
        Assert.Contains("It stood there until revision 1.", gone.Text, StringComparison.Ordinal);
        Assert.Contains($"{room}/reading?revision=1#clause-{points[1]}", gone.Text, StringComparison.Ordinal);
        Assert.Equal((410, "gone"), Code(await AskAsync(owner, $"{room}/points/{points[1]}", json: true)));
        Assert.Contains("revision 2", (await AskAsync(owner, $"{room}/cite?note=1")).Text, StringComparison.Ordinal);
        Assert.Matches("point 2, revision 1\\.", (await AskAsync(owner, $"{room}/cite?point={points[1]}")).Text);
        Assert.Matches("note 2 on [^,]*, revision 1,", (await AskAsync(owner, $"{room}/cite?note=2")).Text);
        Assert.Contains("revision 2", await owner.Http.GetStringAsync($"{path}/export?format=paper"), StringComparison.Ordinal);
        // What was removed was where it was: at a point that is in the text no more, of the text that had it.
        Assert.Equal("200", await owner.DeleteAsync($"{path}/annotations/{leaving["id"]}", Guid.NewGuid()).OutcomeAsync());
        Assert.Contains("at point 2 (Revision 1), and was removed", (await AskAsync(owner, $"{room}/notes/2")).Text, StringComparison.Ordinal);
        Assert.Contains("at point 2 in revision 1, written", (await AskAsync(owner, $"{room}/notes/2", json: true)).Text, StringComparison.Ordinal);

        // At a moment in which a point stood it is cited in the text of that moment, however long it went on.
        var late = (string)(await owner.ReadAsync(path))["clauses"]![1]!["id"]!;
        pairs = [new { clauses = new[] { points[0] }, parts = Array.Empty<int>() }, new { clauses = new[] { late }, parts = new[] { 0 } }];
        Assert.Equal("201", await owner.PostAsync($"{path}/revisions", new { commandId = Guid.NewGuid(), revision = 2, text = "House rules\n\n1. Whoever comes late sits down quietly and does not ask what was said.\n", pairs }).OutcomeAsync());
        Assert.Matches("point 1, revision 2\\.", (await AskAsync(owner, $"{room}/cite?point={points[0]}")).Text);
        Assert.Matches("point 1, revision 1\\.", (await AskAsync(owner, $"{room}/cite?point={points[0]}&at={epoch}:2")).Text);
    }

    private static (int, string) Code((HttpStatusCode Status, string Text) answer) => ((int)answer.Status, Regex.Match(answer.Text, "\"code\":\"([a-z-]+)\"").Groups[1].Value);

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(Participant who, string address, bool json = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(json ? "application/json" : "text/html");
        using var answer = await who.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
