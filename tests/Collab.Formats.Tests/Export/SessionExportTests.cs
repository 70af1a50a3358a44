using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Testing;

namespace Collab.Formats.Tests.Export;

/// <summary>Every format but the table of notes says what was held, in which order, and who was there.</summary>
public sealed class SessionExportTests
{
    [Theory]
    [InlineData("markdown", "Agenda: point 2 (1 min 30 s)", "opened 23 November 2026, 08:34 UTC by Mona Berg, closed 23 November 2026, 08:36 UTC. Attended: Ida Lund; Mona Berg")]
    [InlineData("text", "Agenda: point 2 (1 min 30 s)", "Ida Lund; Mona Berg")]
    [InlineData("html", "Agenda: point 2 (1 min 30 s)", "Attended: Ida Lund; Mona Berg")]
    [InlineData("json", "\"agenda\": [", "\"attended\": [")]
    [InlineData("jsonld", "\"collab:agenda\": [", "\"collab:attended\": [")]
    [InlineData("docx", "Agenda: point 2 (1 min 30 s)", "Ida Lund; Mona Berg")]
    [InlineData("tei", "Agenda: point 2 (1 min 30 s)", "Ida Lund; Mona Berg")]
    [InlineData("akn", "Agenda: point 2 (1 min 30 s)", "Ida Lund; Mona Berg")]
    [InlineData("hypothesis", "\"agenda\": [", "\"attended\": [")]
    public async Task Agenda_and_attendance_are_there(string format, params string[] expected)
    {
        var text = await ExportAsync(format, ExportScope.All);
        Assert.Contains("The first hour", text, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("markdown")]
    [InlineData("json")]
    public async Task They_are_of_the_whole_record_alone(string format) =>
        Assert.DoesNotContain("The first hour", await ExportAsync(format, ExportScope.Parse("pinned")), StringComparison.Ordinal);

    private static async Task<string> ExportAsync(string format, ExportScope scope)
    {
        var document = new DocumentBuilder("One.", "Two.");
        var (member, moderator) = (document.Join("Ida Lund"), document.Join("Mona Berg", Role.Moderator));
        document.Hold(moderator, "The first hour", 1, member, moderator);
        using var stream = new MemoryStream();
        var export = ExportSelection.Of(document.State, document.State, new Audience(true, null), scope, new ExportOptions(new Uri("https://host/")));
        await Exporters.All.Single(exporter => exporter.Format == format).WriteAsync(export, stream);
        return ExportedText.Of(stream.ToArray());
    }
}
