using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Pages;

/// <summary>A page is sent what its reader may show to others, and no credential beside.</summary>
public sealed class CodeInPagesTests
{
    private static readonly string[][] Scopes = [["read"], ["annotate"], ["moderate"], ["export"], ["read", "annotate", "export"], ["read", "moderate"]];

    [Fact]
    public async Task M241_A_join_code_stands_in_no_page_but_of_whoever_may_ask_people_in_by_what_they_show()
    {
        await using var server = await CollabServer.StartAsync(urls: "https://127.0.0.1:0", settings: new Dictionary<string, string?>
        {
            ["Collab:Share"] = "true",
            ["Collab:PublicUrl"] = "https://room.example",
        });
        var (seminar, owner, document) = await server.NewSeminarAsync();
        var codes = new List<string>();
        foreach (var role in new[] { "annotator", "reader", "guest" })
        {
            using var shown = await owner.PostAsync($"/api/seminars/{seminar}/code", new { role });
            codes.Add((string)(await shown.JsonAsync())["code"]!);
        }

        string[] pages = [$"/rooms/{document}", $"/rooms/{document}/projector", $"/rooms/{document}/manage", $"/seminars/{seminar}/manage", $"/rooms/{document}/reading"];
        foreach (var role in new[] { Role.Owner, Role.Moderator, Role.Annotator, Role.Reader, Role.Guest })
        {
            var person = await server.JoinAsync(role, seminar: seminar);
            await LookAsync(person, $"{role}", role >= Role.Moderator);
            foreach (var scopes in Scopes)
                await LookAsync(await person.WithTokenAsync(scopes), $"{role} with a token to {string.Join(", ", scopes)}", role >= Role.Moderator && scopes.Contains("moderate") && scopes.Contains("read"));
        }

        async Task LookAsync(Participant who, string name, bool may)
        {
            foreach (var page in pages)
            {
                using var answer = await who.SendAsync(HttpMethod.Get, page, null, ("Accept", "text/html"));
                var text = await answer.Content.ReadAsStringAsync();
                var expected = may && !page.EndsWith("/reading", StringComparison.Ordinal);
                Assert.Equal((name, page, expected), (name, page, codes.Any(code => text.Contains(code, StringComparison.Ordinal))));
                if (page.EndsWith("/projector", StringComparison.Ordinal))
                    Assert.Equal((name, expected), (name, text.Contains("<svg", StringComparison.Ordinal)));
            }
        }
    }
}
