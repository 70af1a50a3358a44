using Collab.Domain.Documents;
using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>The resolution of seeds/, read as a careful reader would.</summary>
public class SeedResolutionTests
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "seeds", "resolution-1917-11-02.txt");
    private static readonly string[] Paragraphs = System.IO.File.ReadAllText(File).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    private static readonly TextDraft Draft = TextImport.Split(System.IO.File.ReadAllBytes(File), File);

    [Fact]
    public void The_head_is_title_and_metadata()
    {
        Assert.Equal(Paragraphs[1], Draft.Title);
        Assert.Equal(Paragraphs[0], Draft.Metadata.Author);
        Assert.Equal(Paragraphs[2], Draft.Metadata.Date);
        Assert.StartsWith("Lenin’s Collected Works, Progress Publishers", Draft.Metadata.Source, StringComparison.Ordinal);
        Assert.EndsWith("pp. 277-279", Draft.Metadata.Source, StringComparison.Ordinal);
        Assert.Equal(
            ["author", "date", "Written", "First Published", "source", "Translated", "Transcription & HTML Markup", "Online Version"],
            Draft.Metadata.Entries.Select(entry => entry.Key));
        foreach (var (key, value) in Draft.Metadata.Entries.Skip(2))
            Assert.Contains(value, Paragraphs[3], StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_one_preamble_and_it_has_its_whole_text()
    {
        var preamble = Assert.Single(Draft.Clauses, clause => clause.Kind == ClauseKind.Preamble);
        Assert.Same(Draft.Clauses[0], preamble);
        Assert.Equal(new ClauseDraft(null, ClauseKind.Preamble, 0, Paragraphs[4]), preamble);
    }

    [Fact]
    public void The_nine_points_have_their_own_text_and_nothing_else()
    {
        Assert.Equal(14, Paragraphs.Length);
        Assert.Equal(10, Draft.Clauses.Count);
        for (var number = 1; number <= 9; number++)
        {
            var printed = Paragraphs[4 + number];
            Assert.StartsWith($"{number}. ", printed, StringComparison.Ordinal);
            Assert.Equal(new ClauseDraft($"{number}", ClauseKind.Point, 0, printed[3..]), Draft.Clauses[number]);
        }

        Assert.Empty(Draft.Warnings);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\u2028")]
    public void Other_line_ends_give_the_same(string end)
    {
        var other = TextImport.Split(System.IO.File.ReadAllText(File).Replace("\n", end, StringComparison.Ordinal), TextFormat.Text);
        Assert.Equal(Draft.Title, other.Title);
        Assert.Equal(Draft.Metadata, other.Metadata);
        Assert.Equal(Draft.Clauses, other.Clauses);
    }

    [Fact]
    public void Wrapped_at_seventy_columns_it_is_the_same()
    {
        var wrapped = string.Join("\n\n", Paragraphs.Select((paragraph, index) => index < 4 ? paragraph : Wrap(paragraph, 70)));
        Assert.Equal(Draft.Clauses, TextImport.Split(wrapped, TextFormat.Text).Clauses);
    }

    [Fact]
    public void Read_as_Markdown_it_has_the_same_clauses() =>
        Assert.Equal(Draft.Clauses, TextImport.Split(System.IO.File.ReadAllText(File), TextFormat.Markdown).Clauses);

    private static string Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + 1 + word.Length > width)
                lines.Add(word);
            else
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }

        return string.Join('\n', lines);
    }
}
