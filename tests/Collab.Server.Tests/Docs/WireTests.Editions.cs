using System.Text;
using Collab.Testing;

namespace Collab.Server.Tests.Docs;

/// <summary>Another edition of the text, and words of it.</summary>
public sealed partial class WireTests
{
    private static async Task EditionsAsync(WireStory story, Participant owner, string document)
    {
        const string Text = "Ein kurzer Beschluss\n\nWir beschließen:\n\n1. Langsam zu lesen.\n\n2. An den Rand zu schreiben.\n";
        var preview = await story.CallAsync(owner, $"POST {Doc}/editions/preview", [document], new { text = Text, format = "text" });
        Assert.False((bool)preview["fits"]!);
        var points = preview["alignment"]!.AsArray().Select(given => (string)given!["clause"]!).ToList();
        object[] alignment = [new { clause = points[0], parts = new[] { 0 } }, new { clause = points[1], parts = new[] { 1 } }, new { clause = points[2], parts = Array.Empty<int>() }];
        await story.CallAsync(owner, $"POST {Doc}/editions", [document], new { commandId = Guid.NewGuid(), language = "de", title = "Kurzer Beschluss", edition = "de", text = Text, format = "text", alignment, leftOut = new[] { 2 } });
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes("Мы решаем:\n\n1. Читать медленно.\n")), "file", "resolution.txt" } };
        await story.CallAsync(owner, $"POST {Doc}/editions/preview", [document], form);
        await story.CallAsync(owner, $"GET {Doc}/editions", [document]);
        await story.CallAsync(owner, $"GET {Doc}/editions/{{edition}}", [document, "de"]);
        await story.CallAsync(owner, $"GET {Doc}/editions/{{edition}}", [document, "first"]);
        await story.CallAsync(owner, $"POST {Doc}/lead", [document], new { commandId = Guid.NewGuid(), clause = points[1], edition = "de", quote = new { exact = "Langsam" } });
    }
}
