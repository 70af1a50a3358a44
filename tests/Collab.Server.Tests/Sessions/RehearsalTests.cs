using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Sessions;

/// <summary>A rehearsal is its maker's alone, leaves the text as it was, and is gone when it is ended.</summary>
[Collection(ServerCollection.Name)]
public sealed class RehearsalTests(ServerFixture fixture)
{
    [Fact]
    public async Task M137_Nobody_but_its_maker_finds_a_rehearsal_and_when_it_is_ended_or_another_is_begun_nobody_does()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var moderator = await fixture.Server.JoinAsync(Role.Moderator, "Mara Stein", seminar);
        var path = $"/api/documents/{document}";
        var point = (string)(await owner.ReadAsync(path))["clauses"]!.AsArray()[0]!["id"]!;
        using (var pin = await owner.PostAsync($"{path}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause = point } }, body = new { text = "Read this first.", format = "markdown" }, pin = true }))
            Assert.True(pin.IsSuccessStatusCode);
        using (var agenda = await owner.PostAsync($"{path}/agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = point, seconds = 300 } } }))
            Assert.True(agenda.IsSuccessStatusCode);
        var before = (long)(await owner.ReadAsync(path))["seq"]!;

        var first = await BeginAsync();
        var copy = await moderator.ReadAsync($"/api/documents/{first.Document}");
        Assert.Equal((1, 9, 5, 2, 1), (copy["pins"]!.AsArray().Count, copy["annotations"]!.AsArray().Count, copy["stances"]!["taken"]!.AsArray().Count, copy["hands"]!.AsArray().Count, copy["agenda"]!.AsArray().Count));
        Assert.Equal("Rehearsal: Another seminar", (string)copy["title"]!);
        Assert.Contains("\"rehearsal\":true", await moderator.Http.GetStringAsync($"/rooms/{first.Document}"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"rehearsal\"", await moderator.Http.GetStringAsync($"/rooms/{document}"), StringComparison.Ordinal);
        // The owner of the text is nobody there either.
        await ExpectNoneAsync(owner, first);
        Assert.Equal(before, (long)(await owner.ReadAsync(path))["seq"]!);
        Assert.Equal("409 already", await moderator.PostAsync($"/api/documents/{first.Document}/rehearsal").OutcomeAsync());

        var second = await BeginAsync();
        await ExpectNoneAsync(moderator, first);
        using var ended = await moderator.Http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/seminars/{second.Seminar}") { Content = System.Net.Http.Json.JsonContent.Create(new { title = "Rehearsal: Another seminar" }) });
        Assert.Equal(204, (int)ended.StatusCode);
        await ExpectNoneAsync(moderator, second);

        async Task<(string Seminar, string Document)> BeginAsync()
        {
            using var answer = await moderator.PostAsync($"{path}/rehearsal");
            Assert.Equal(201, (int)answer.StatusCode);
            var made = await answer.JsonAsync();
            return ((string)made["seminar"]!, (string)made["document"]!);
        }

        static async Task ExpectNoneAsync(Participant who, (string Seminar, string Document) rehearsal)
        {
            foreach (var hidden in new[] { $"/api/documents/{rehearsal.Document}", $"/rooms/{rehearsal.Document}", $"/api/seminars/{rehearsal.Seminar}" })
            {
                using var answer = await who.GetAsync(hidden);
                Assert.Equal(404, (int)answer.StatusCode);
            }

            Assert.DoesNotContain(rehearsal.Document, await who.Http.GetStringAsync("/"), StringComparison.Ordinal);
        }
    }
}
