using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Hosting;

/// <summary>A document, or a seminar, of which nothing can be read, and what stands beside it.</summary>
public sealed class DamagedBeginningTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-test-").FullName;

    private string _struck = "", _cookie = "", _elsewhere = "", _stranger = "";

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task M274_a_document_of_which_the_first_event_is_damaged_says_so_to_members_and_to_nobody_else_that_it_is_there()
    {
        await WriteAsync();
        DamagedFile.HurtBeginning(_data, _struck);
        await using var server = await CollabServer.StartAsync(_data, mayFail: true);
        var (owner, stranger) = (new Participant(server, "Olga", _cookie), new Participant(server, "Sam", _stranger));

        foreach (var path in new[] { "", "/events?after=0&limit=10", "/search?q=words", "/export?format=json", "/notebook" })
        {
            using var answer = await owner.GetAsync($"/api/documents/{_struck}{path}");
            Assert.Equal((HttpStatusCode.Conflict, path), (answer.StatusCode, path));
            Assert.Contains("damaged at seq 1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await AssertSameAsNoneAsync(stranger, $"/api/documents/{{0}}{path}", _struck);
        }

        Assert.Equal("409 damaged", await owner.PostAsync($"/api/documents/{_struck}/annotations", new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "Too late.", format = "markdown" } }).OutcomeAsync());
        await AssertOthersAsync(server, owner);
    }

    [Fact]
    public async Task M274_a_seminar_of_which_the_first_event_is_damaged_says_so_to_members_and_to_nobody_else_that_it_is_there()
    {
        await WriteAsync();
        DamagedFile.HurtBeginning(_data, _elsewhere);
        await using var server = await CollabServer.StartAsync(_data, mayFail: true);
        var (owner, stranger) = (new Participant(server, "Olga", _cookie), new Participant(server, "Sam", _stranger));

        using var answer = await owner.GetAsync($"/api/seminars/{_elsewhere}");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("damaged at seq 1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await AssertSameAsNoneAsync(stranger, "/api/seminars/{0}", _elsewhere);
        Assert.Equal(server.Seminar, (string?)Assert.Single((await owner.ReadAsync("/api/seminars"))["items"]!.AsArray())!["id"]);
        Assert.Equal(3, (await owner.ReadAsync($"/api/seminars/{server.Seminar}"))["documents"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_document_of_which_the_text_cannot_be_read_hides_none_of_the_others()
    {
        await WriteAsync();
        DamagedFile.ZeroPageWith(_data, "This is the point with the number 100 ");
        await using var server = await CollabServer.StartAsync(_data, mayFail: true);

        await AssertOthersAsync(server, new Participant(server, "Olga", _cookie));
    }

    /// <summary>Of the three documents two are shown, searched and written, and the third is said to be damaged.</summary>
    private static async Task AssertOthersAsync(CollabServer server, Participant owner)
    {
        var seminar = await owner.ReadAsync($"/api/seminars/{server.Seminar}");
        var listed = (await owner.ReadAsync($"/api/seminars/{server.Seminar}/documents"))["items"]!;
        foreach (var documents in new[] { seminar["documents"]!, (await owner.ReadAsync("/api/seminars"))["items"]!.AsArray().Single(each => (string?)each!["id"] == server.Seminar)!["documents"]! })
            Assert.Equal(["open", "damaged", "open"], documents.AsArray().Select(document => (string)document!["state"]!));
        Assert.Equal(["Third", server.Document], [(string)listed[1]!["title"]!, (string)listed[0]!["id"]!]);

        Assert.Equal(2, (int)(await owner.ReadAsync($"/api/seminars/{server.Seminar}/search?q=words"))["count"]!);
        var home = await (await owner.GetAsync("/")).Content.ReadAsStringAsync();
        Assert.Contains("Third", home, StringComparison.Ordinal);
        Assert.Contains("What is stored here is damaged.", home, StringComparison.Ordinal);
        foreach (var path in new[] { $"/seminars/{server.Seminar}/search?q=words", $"/seminars/{server.Seminar}/manage", $"/seminars/{server.Seminar}/queue", $"/rooms/{server.Document}/session", $"/api/seminars/{server.Seminar}/tags", $"/api/seminars/{server.Seminar}/audit", $"/api/seminars/{server.Seminar}/queue" })
            Assert.Equal((HttpStatusCode.OK, path), ((await owner.GetAsync(path)).StatusCode, path));
        await owner.AnnotateAsync(server.Document, "Here all is well.");
    }

    /// <summary>To whoever is no member it is as if there were nothing.</summary>
    private static async Task AssertSameAsNoneAsync(Participant stranger, string path, string id)
    {
        using var answer = await stranger.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id));
        using var none = await stranger.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Domain.Identifier.New()));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(await DetailAsync(none), await DetailAsync(answer));

        static async Task<string?> DetailAsync(HttpResponseMessage response) => (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"];
    }

    /// <summary>Three documents with a note each, the second the longest; another seminar of the same owner, and somebody who is in neither.</summary>
    private async Task WriteAsync()
    {
        await using var server = await CollabServer.StartAsync(_data);
        var owner = await server.JoinAsync(Role.Owner, "Olga");
        _cookie = owner.Cookie!;
        _struck = await server.ImportAsync(server.Seminar, owner.Member, "Second", [.. Enumerable.Range(0, 200).Select(n => $"This is the point with the number {n} and it has words.")]);
        var third = await server.ImportAsync(server.Seminar, owner.Member, "Third", "One.", "Two.");
        foreach (var document in new[] { server.Document, _struck, third })
            await owner.AnnotateAsync(document, "words");
        _elsewhere = (string)JsonNode.Parse(await (await owner.PostAsync("/api/seminars", new { title = "Elsewhere" })).Content.ReadAsStringAsync())!["id"]!;
        _stranger = (await server.OutsiderAsync("Sam")).Cookie!;
    }
}
