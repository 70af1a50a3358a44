using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>A private note is its author's alone, and nothing shows others that it is there.</summary>
[Collection(ServerCollection.Name)]
public sealed class PrivateNotesTests(ServerFixture fixture)
{
    private static readonly string[] Formats = ["markdown", "html", "jsonld", "json", "csv", "text", "tei", "akn", "hypothesis", "paper"];

    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task N54_N59_a_private_note_is_nobody_elses()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var (path, author) = ($"/api/documents/{document}", await Server.JoinAsync(Role.Annotator, seminar: seminar));
        var others = new[] { owner, await Server.JoinAsync(Role.Moderator, seminar: seminar), await Server.JoinAsync(Role.Guest, seminar: seminar) };
        var shared = (string)(await author.AnnotateAsync(document, "for all"))["id"]!;
        string[] counted = [path, $"/api/seminars/{seminar}/documents", $"{path}/events?after=0&limit=1000", $"{path}/search?q=thought", $"{path}/export?format=csv"];
        var before = await Task.WhenAll(counted.Select(owner.Http.GetStringAsync));

        var id = (string)(await author.AnnotateAsync(document, "secret-thought", isPrivate: true))["id"]!;
        Assert.Equal("404 not-found", await author.PostAsync($"{path}/annotations/{id}/replies", new { commandId = Guid.NewGuid(), body = new { text = "x" } }).OutcomeAsync());
        foreach (var own in new[] { $"{path}/notebook", $"{path}/annotations/{id}" })
            Assert.Contains("secret-thought", await author.Http.GetStringAsync(own), StringComparison.Ordinal);

        // Neither a count nor a seq nor a tag is another.
        Assert.Equal(before, await Task.WhenAll(counted.Select(owner.Http.GetStringAsync)));
        foreach (var other in others)
        {
            Assert.Equal("404 not-found", await other.GetAsync($"{path}/annotations/{id}").OutcomeAsync());
            Assert.Equal("404 not-found", await other.DeleteAsync($"{path}/annotations/{id}", Guid.NewGuid()).OutcomeAsync());
            foreach (var way in Formats.Select(format => $"{path}/export?format={format}").Concat([path, $"{path}/events?after=0&limit=1000", $"{path}/search?q=secret-thought", $"{path}/notebook", $"{path}/notebook/events?after=0", $"/rooms/{document}", $"/rooms/{document}/reading", $"/rooms/{document}/manage"]))
                Assert.DoesNotContain("secret-thought", await other.Http.GetStringAsync(way), StringComparison.Ordinal);
        }

        Assert.Equal(shared, (string)(await owner.ReadAsync(path))["annotations"]![0]!["id"]!);
    }
}
