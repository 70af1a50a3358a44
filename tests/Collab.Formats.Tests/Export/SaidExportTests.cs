using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Testing;

namespace Collab.Formats.Tests.Export;

/// <summary>Every format says who said it aloud, and for which stance a note speaks.</summary>
public sealed class SaidExportTests
{
    [Theory]
    [InlineData("markdown", "said aloud by Ida Lund", "said aloud by Kofi Mensah", "for the stance “disagree”")]
    [InlineData("text", "said aloud by Ida Lund", "said aloud by Kofi Mensah", "“disagree”")]
    [InlineData("html", "said aloud by Ida Lund", "said aloud by Kofi Mensah", "for the stance “disagree”")]
    [InlineData("csv", "\"Ida Lund\"", "\"Kofi Mensah\"", "\"disagree\"")]
    [InlineData("json", "\"said\": {", "\"speaker\": \"Kofi Mensah\"", "\"stance\": \"disagree\"")]
    [InlineData("jsonld", "\"collab:saidBy\": {", "\"collab:saidBy\": \"Kofi Mensah\"", "\"collab:stance\": \"disagree\"")]
    [InlineData("docx", "said aloud by Ida Lund", "said aloud by Kofi Mensah", "for the stance “disagree”")]
    [InlineData("tei", "<resp>said aloud</resp><persName ref=\"#member-", "<persName>Kofi Mensah</persName>", "<note type=\"stance\">disagree</note>")]
    [InlineData("akn", "said aloud by Ida Lund", "saidBy=\"Kofi Mensah\"", "stance=\"disagree\"")]
    [InlineData("hypothesis", "\"saidBy\": \"Ida Lund\"", "\"saidBy\": \"Kofi Mensah\"", "\"stance\": \"disagree\"")]
    public async Task It_is_there_for_members_and_for_names(string format, params string[] expected)
    {
        var document = new DocumentBuilder("One.");
        var (member, moderator) = (document.Join("Ida Lund"), document.Join("Mona Berg", Role.Moderator));
        document.Say(moderator, 0, "Wait.", new Said(member));
        var hidden = document.Say(moderator, 0, "Go on.", new Said(Speaker: "Kofi Mensah"), "disagree");
        var text = await ExportAsync();
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
        document.Hide(moderator, hidden);
        Assert.DoesNotContain("Kofi", await ExportAsync(), StringComparison.Ordinal);

        async Task<string> ExportAsync()
        {
            using var stream = new MemoryStream();
            var export = ExportSelection.Of(document.State, document.State, new Audience(false, null), ExportScope.All, new ExportOptions(new Uri("https://host/")));
            await Exporters.All.Single(exporter => exporter.Format == format).WriteAsync(export, stream);
            return ExportedText.Of(stream.ToArray());
        }
    }
}
