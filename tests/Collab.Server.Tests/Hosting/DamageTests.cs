using System.Net;
using Collab.Domain.Policy;
using Collab.Server.Admin;
using Collab.Server.Scrubbing;
using Collab.Storage;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hosting;

/// <summary>A server on a database in which bytes have changed.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-test-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_damaged_document_is_readable_up_to_the_damage_and_the_rest_of_the_server_is_unhurt()
    {
        string document, other, cookie;
        await using (var server = await CollabServer.StartAsync(_data))
        {
            var jon = await server.JoinAsync(Role.Annotator, "Jon Sand");
            (document, cookie) = (server.Document, jon.Cookie!);
            other = await server.ImportAsync(server.Seminar, (await server.JoinAsync(Role.Owner)).Member, "House rules", "Be brief.");
            await jon.AnnotateAsync(document, "Whole.");
            await jon.AnnotateAsync(document, "Hurt.");
        }

        var seq = DamagedFile.Hurt(_data, document);
        await using (var server = await CollabServer.StartAsync(_data))
        {
            var jon = new Participant(server, "Jon Sand", cookie);

            var snapshot = await jon.ReadAsync($"/api/documents/{document}");
            using var refused = await jon.PostAsync($"/api/documents/{document}/annotations", Note("Too late."));
            var problem = await refused.Content.ReadAsStringAsync();
            var events = await jon.ReadAsync($"/api/documents/{document}/events?after=0&limit=1000");

            Assert.Equal("Whole.", (string?)Assert.Single(snapshot["annotations"]!.AsArray())!["body"]!["text"]);
            Assert.Equal(seq - 1, (long)events["last"]!);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("\"code\":\"damaged\"", problem, StringComparison.Ordinal);
            Assert.Contains($"damaged at seq {seq}", problem, StringComparison.Ordinal);
            Assert.Equal(2, (await jon.ReadAsync($"/api/seminars/{server.Seminar}/documents"))["items"]!.AsArray().Count);
            await jon.AnnotateAsync(other, "Here all is well.");
            var late = await server.JoinAsync(Role.Reader, "Lea Winter");
            Assert.NotNull((await late.ReadAsync($"/api/documents/{document}"))["title"]);
        }
    }

    /// <summary>A page is gone, as a disk loses it: that of the newest notes, or one of the text.</summary>
    [Theory]
    [InlineData("Newest.")]
    [InlineData("The end of it.")]
    public async Task Of_a_lost_page_the_document_says_where_and_the_seminar_its_other_documents_and_verify_go_on(string words)
    {
        string document, other, cookie;
        await using (var server = await CollabServer.StartAsync(_data))
        {
            var owner = await server.JoinAsync(Role.Owner, "Olga Owner");
            cookie = owner.Cookie!;
            document = await server.ImportAsync(server.Seminar, owner.Member, "House rules", "Be brief.", string.Concat(Enumerable.Repeat("A long text. ", 2000)) + "The end of it.");
            other = await server.ImportAsync(server.Seminar, owner.Member, "Minutes", "All were there.");
            for (var i = 0; i < 12; i++)
                await owner.AnnotateAsync(document, (i < 11 ? "Whole. " : "Newest. ") + new string('x', 3000));
            // New rows come on the last page: where that is lost nobody writes.
            for (var i = 0; i < 3; i++)
                await owner.AnnotateAsync(other, new string('y', 3000));
        }

        DamagedFile.ZeroPageWith(_data, words);
        await using (var server = await CollabServer.StartAsync(_data))
        {
            var owner = new Participant(server, "Olga Owner", cookie);
            using var refused = await owner.PostAsync($"/api/documents/{document}/annotations", Note("Too late."));
            Assert.Contains("damaged at seq ", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            if (words == "Newest.")
                Assert.Equal(11, (await owner.ReadAsync($"/api/documents/{document}"))["annotations"]!.AsArray().Count);
            await owner.AnnotateAsync(other, "Here all is well.");
            Assert.Contains((await owner.ReadAsync($"/api/seminars/{server.Seminar}/documents"))["items"]!.AsArray(), item => (string?)item!["id"] == other);
            foreach (var path in new[] { "/", $"/api/seminars/{server.Seminar}", $"/api/seminars/{server.Seminar}/search?q=well" })
            {
                using var answer = await owner.GetAsync(path);
                Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
            }

            var storage = server.Services.GetRequiredService<IStorage>();
            var found = await Verification.RunAsync(storage, _ => Task.CompletedTask);
            Assert.Contains(found.Damaged, damage => damage.Stream == document);
            Assert.DoesNotContain(found.Damaged, damage => damage.Stream == other);
            var round = await server.Services.GetRequiredService<Scrub>().RoundAsync(CancellationToken.None);
            Assert.Contains(round.Damaged, damage => damage.Stream == document);
        }
    }

    private static object Note(string text) => new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text, format = "markdown" } };
}
