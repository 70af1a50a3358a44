using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Testing;

namespace Collab.Formats.Tests.Export;

/// <summary>Every format says of which edition a passage is, and those for programs have the words of each.</summary>
public sealed class EditionExportTests
{
    [Theory]
    [InlineData("markdown", "“Niemand” in “Beschluss” (de)")]
    [InlineData("text", "“Niemand” in “Beschluss” (de)")]
    [InlineData("html", "lang=\"de\">Niemand</blockquote>", "in “Beschluss” (de)")]
    [InlineData("csv", "\"Nobody; Niemand\"", "\"first; de\"")]
    [InlineData("json", "\"edition\": \"de\"", "\"text\": \"Niemand zahlt.\"", "\"language\": \"de\"")]
    [InlineData("jsonld", "?edition=de#clause-", "\"collab:edition\": \"de\"", "\"collab:text\": \"Niemand zahlt.\"")]
    [InlineData("docx", "“Niemand” in “Beschluss” (de)")]
    [InlineData("tei", "?edition=de#clause-", "subtype=\"de\">Niemand</note>")]
    [InlineData("akn", "“Niemand” in “Beschluss” (de)", "edition=\"de\"")]
    [InlineData("hypothesis", "\"edition\": \"de\"", "\"text\": \"Niemand zahlt.\"")]
    public async Task It_is_said_where_the_words_are(string format, params string[] expected)
    {
        var text = await ExportAsync(format);
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    /// <summary>"Niemand" stands at 0 to 7 of the German; there the English has "Nobody ".</summary>
    [Fact]
    public async Task A_passage_of_another_edition_is_not_marked_in_the_first()
    {
        var html = await ExportAsync("html");
        Assert.Contains("<mark>Nobody</mark><a class=\"ref\" href=\"#note-1\">1</a> pays.", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("<mark>").Length - 1);
    }

    [Fact]
    public async Task Of_one_clause_the_editions_have_that_one_alone()
    {
        var json = await ExportAsync("json", first: true);
        Assert.Contains("Die Bücherei öffnet.", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Niemand", json, StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(string format, bool first = false)
    {
        var document = new DocumentBuilder("The library opens.", "Nobody pays.");
        var member = document.Join("Ida Lund", Role.Moderator);
        document.Translate(member, "de", "Beschluss", "Die Bücherei öffnet.", "Niemand zahlt.");
        document.NoteOnBoth(member, "Two words for nobody.", 1, "Nobody", "Niemand", "de");
        using var stream = new MemoryStream();
        var scope = first ? ExportScope.Parse($"clause:{document.Clause(0)}", []) : ExportScope.All;
        var export = ExportSelection.Of(document.State, document.State, new Audience(false, null), scope, new ExportOptions(new Uri("https://host/")));
        await Exporters.All.Single(exporter => exporter.Format == format).WriteAsync(export, stream);
        return ExportedText.Of(stream.ToArray());
    }
}
