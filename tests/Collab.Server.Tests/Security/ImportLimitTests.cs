using System.Text;
using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Security;

public sealed class ImportLimitTests
{
    [Theory]
    [InlineData("4", "200")]
    [InlineData("1", "429 rate-limited")]
    public async Task N113_a_person_imports_one_text_at_a_time_and_all_together_as_many_as_the_operator_lets_them(string all, string another)
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Rates"] = "false", ["Collab:Limits:AllImports"] = all });
        var (owner, other) = (await server.JoinAsync(Role.Owner), await server.JoinAsync(Role.Owner));
        var path = $"/api/seminars/{server.Seminar}/documents/preview";
        var body = JsonSerializer.Serialize(new { text = "1. The minutes are public." });
        await using var slow = await RawConnection.OpenAsync(server);
        await slow.SendAsync($"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {owner.Cookie}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n");
        // The server says so when it begins to read the body: the import has begun.
        Assert.StartsWith("HTTP/1.1 100 ", await slow.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("429 rate-limited", await owner.PostAsync(path, body).OutcomeAsync());
        Assert.Equal(another, await other.PostAsync(path, body).OutcomeAsync());
        await slow.SendAsync(body);
        Assert.StartsWith("HTTP/1.1 200 ", await slow.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("200", await other.PostAsync(path, body).OutcomeAsync());
        Assert.Equal("200", await owner.PostAsync(path, body).OutcomeAsync());
    }
}
