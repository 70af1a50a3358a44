using System.Net;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Hosting;

/// <summary>A document of which nothing can be read, and what stands beside it.</summary>
public sealed class DamagedBeginningTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-test-").FullName;

    private string _cookie = "";

    public void Dispose() => Directory.Delete(_data, recursive: true);

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

    /// <summary>Three documents with a note each, the second the longest.</summary>
    private async Task WriteAsync()
    {
        await using var server = await CollabServer.StartAsync(_data);
        var owner = await server.JoinAsync(Role.Owner, "Olga");
        _cookie = owner.Cookie!;
        var struck = await server.ImportAsync(server.Seminar, owner.Member, "Second", [.. Enumerable.Range(0, 200).Select(n => $"This is the point with the number {n} and it has words.")]);
        var third = await server.ImportAsync(server.Seminar, owner.Member, "Third", "One.", "Two.");
        foreach (var document in new[] { server.Document, struck, third })
            await owner.AnnotateAsync(document, "words");
    }
}
