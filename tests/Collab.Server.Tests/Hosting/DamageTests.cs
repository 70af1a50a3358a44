using System.Net;
using Collab.Domain.Policy;
using Collab.Testing;

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

    private static object Note(string text) => new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text, format = "markdown" } };
}
