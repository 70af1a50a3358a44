using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Sessions;

/// <summary>Who had the document open while a session was held stands in its record, for everybody.</summary>
[Collection(ServerCollection.Name)]
public sealed class AttendanceTests(ServerFixture fixture)
{
    [Fact]
    public async Task Whoever_has_it_open_when_the_session_is_closed_attended_and_nobody_else_did()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var (member, absent) = (await fixture.Server.JoinAsync(Role.Reader, seminar: seminar), await fixture.Server.JoinAsync(Role.Annotator, seminar: seminar));
        var path = $"/api/documents/{document}";
        await using var members = await member.ConnectAsync();
        await using var here = members.StreamAsync<JsonElement>("Presence", document).GetAsyncEnumerator();
        Assert.True(await here.MoveNextAsync());
        await using var owners = await owner.ConnectAsync();
        await using var told = owners.StreamAsync<JsonElement>("Presence", document).GetAsyncEnumerator();
        // What one reader is told of the other, the record knows too.
        HashSet<string> seen = [];
        while (!seen.IsSupersetOf([member.Member, owner.Member]) && await told.MoveNextAsync())
            seen.UnionWith(told.Current.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("id").GetString()!));
        Assert.Equal("200", await owner.PostAsync($"{path}/session/open", new { commandId = Guid.NewGuid(), title = "The first hour" }).OutcomeAsync());
        Assert.Equal("200", await owner.PostAsync($"{path}/session/close", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        var session = Assert.Single((await absent.ReadAsync(path))["sessions"]!.AsArray())!;
        Assert.Equal(new[] { member.Member, owner.Member }.Order(StringComparer.Ordinal), session["attended"]!.AsArray().Select(one => (string)one!));
        Assert.Contains("Attended: ", await (await absent.GetAsync($"/rooms/{document}/reading")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
