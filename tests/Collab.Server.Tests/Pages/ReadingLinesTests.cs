using System.Net;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Pages;

/// <summary>What the page without script says of sessions, stances and relations.</summary>
[Collection(ServerCollection.Name)]
public sealed class ReadingLinesTests(ServerFixture fixture)
{
    [Fact]
    public async Task Sessions_stances_and_relations_are_said_in_the_language_of_the_page()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var ida = await fixture.Server.JoinAsync(Role.Annotator, "Ida Berg", seminar);
        var path = $"/api/documents/{document}";
        var clause = (string)(await ida.ReadAsync(path))["clauses"]![0]!["id"]!;
        await DoAsync(owner, "session/open", new { commandId = Guid.NewGuid(), title = "The first hour" });
        await DoAsync(owner, "agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause, seconds = 330 } } });
        foreach (var stance in new[] { "agree", "disagree" })
            await DoAsync(ida, $"clauses/{clause}/stance", new { commandId = Guid.NewGuid(), stance, reason = "It is short." });
        var (one, other) = ((string)(await ida.AnnotateAsync(document, "It stands.", clause))["id"]!, (string)(await ida.AnnotateAsync(document, "It falls.", clause))["id"]!);
        await DoAsync(ida, $"annotations/{other}/relate", new { commandId = Guid.NewGuid(), relation = "contradicts", to = one });

        var english = await ReadAsync("en");
        foreach (var line in new[] { "Agenda: ", "(5 min 30 s)", "Session “The first hour”: opened ", ", open<", "Stances: agree 0, agree with changes 0, disagree 1 (Ida Berg), abstain 0", "disagree, Ida Berg: It is short.", "Ida Berg: agree until ", "contradicts note 1", "contradicted by note 2" })
            Assert.Contains(line, english, StringComparison.Ordinal);
        var german = await ReadAsync("de");
        foreach (var line in new[] { "Tagesordnung: ", "(5 Min. 30 Sek.)", "Sitzung „The first hour“: eröffnet ", ", läuft<", "Haltungen: Zustimmung 0, Zustimmung mit Änderungen 0, Ablehnung 1 (Ida Berg), Enthaltung 0", "Ablehnung, Ida Berg: It is short.", "Ida Berg: Zustimmung bis ", "widerspricht: Notiz 1", "bestritten durch Notiz 2" })
            Assert.Contains(line, german, StringComparison.Ordinal);

        // A comma within a stance is told from those between them by the marks of the page.
        await DoAsync(owner, "stances", new { commandId = Guid.NewGuid(), scale = new[] { "yes, if amended", "no" }, anonymous = false });
        await DoAsync(ida, $"clauses/{clause}/stance", new { commandId = Guid.NewGuid(), stance = "yes, if amended" });
        foreach (var (language, line) in new[] { ("en", "Stances: “yes, if amended” 1 (Ida Berg), no 0"), ("de", "Haltungen: „yes, if amended“ 1 (Ida Berg), no 0"), ("ru", ": «yes, if amended» 1 (Ida Berg), no 0"), ("ar", ": «yes, if amended» 1 (Ida Berg)، no 0") })
            Assert.Contains(line, await ReadAsync(language), StringComparison.Ordinal);

        Assert.Equal("200", await owner.PostAsync($"{path}/session/close", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        Assert.Contains(". الحضور: ", await ReadAsync("ar"), StringComparison.Ordinal);

        async Task<string> ReadAsync(string language)
        {
            using var page = await ida.SendAsync(HttpMethod.Get, $"/rooms/{document}/reading", null, ("Accept-Language", language));
            var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
            Assert.DoesNotContain("<li dir=\"auto\" lang", html, StringComparison.Ordinal);
            return html;
        }

        async Task DoAsync(Participant who, string what, object body) => Assert.Equal("200", await who.PostAsync($"{path}/{what}", body).OutcomeAsync());
    }
}
