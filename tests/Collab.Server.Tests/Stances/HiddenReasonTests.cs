using Collab.Domain.Policy;
using Collab.Server.Tests.Feeds;
using Collab.Testing;

namespace Collab.Server.Tests.Stances;

/// <summary>The reason of a stance that a moderator hid leaves by no way. Who may hide it is tried by the matrix.</summary>
[Collection(ServerCollection.Name)]
public sealed class HiddenReasonTests(ServerFixture fixture)
{
    private const string Word = "a-vile-reason";

    [Fact]
    public async Task M127_A_hidden_reason_leaves_to_moderators_and_its_member_alone_though_it_was_sent_before()
    {
        var server = fixture.Server;
        var (seminar, _, document) = await server.NewSeminarAsync();
        var (mona, ida, jon) = (await server.JoinAsync(Role.Moderator, seminar: seminar), await server.JoinAsync(Role.Annotator, seminar: seminar), await server.JoinAsync(Role.Annotator, seminar: seminar));
        var path = $"/api/documents/{document}";
        var clause = (string)(await ida.ReadAsync(path))["clauses"]![0]!["id"]!;
        Assert.Equal("200", await ida.PostAsync($"{path}/clauses/{clause}/stance", new { commandId = Guid.NewGuid(), stance = "agree", reason = Word }).OutcomeAsync());
        var taken = (await jon.ReadAsync(path))["stances"]!["taken"]![0]!;
        var (seq, stance) = ((long)taken["seq"]!, (string)taken["id"]!);
        string[] ways = [path, $"{path}?at={seq}", $"{path}/events?after=0&limit=1000", $"{path}/events?after={seq - 1}", $"{path}/export?format=markdown", $"{path}/export?format=json&at={seq}", $"{path}/export?format=csv", $"{path}/export?format=jsonld", $"/rooms/{document}", $"/rooms/{document}/reading"];
        // They are made once, for all.
        var told = ways.Where(way => way != $"/rooms/{document}").ToArray();
        foreach (var way in told)
            Assert.Contains(Word, await jon.Http.GetStringAsync(way), StringComparison.Ordinal);
        await using var stream = await ServerSentEvents.OpenAsync(jon.Http, document, $"after={seq}");

        Assert.Equal("200", await mona.PostAsync($"{path}/clauses/{clause}/stance/hide", new { commandId = Guid.NewGuid(), stance, reason = "Rude." }).OutcomeAsync());

        Assert.Contains("StanceReasonHidden", (await stream.ReadAsync()).Data.GetRawText(), StringComparison.Ordinal);
        foreach (var way in ways)
        {
            Assert.DoesNotContain(Word, await jon.Http.GetStringAsync(way), StringComparison.Ordinal);
            Assert.True(!told.Contains(way) || (await mona.Http.GetStringAsync(way)).Contains(Word, StringComparison.Ordinal), way);
        }

        Assert.Equal((Word, true), (await ida.ReadAsync($"{path}/stances/mine"))["items"]![0]! is var own ? ((string?)own["reason"], (bool?)own["reasonHidden"]) : default);
        Assert.Contains("hid the reason of a stance at", await mona.Http.GetStringAsync($"/seminars/{seminar}/audit?act=notes"), StringComparison.Ordinal);
        Assert.Equal("200", await mona.PostAsync($"{path}/clauses/{clause}/stance/hide", new { commandId = Guid.NewGuid(), stance, on = false }).OutcomeAsync());
        foreach (var way in told)
            Assert.Contains(Word, await jon.Http.GetStringAsync(way), StringComparison.Ordinal);
    }
}
