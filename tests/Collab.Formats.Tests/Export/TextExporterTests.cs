using System.Text.RegularExpressions;
using Collab.Domain.Policy;
using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

public class TextExporterTests
{
    private readonly Samples samples = new();

    [Fact]
    public async Task Lines_are_at_most_80_columns_but_for_addresses()
    {
        var builder = new DocumentBuilder([.. Hostile.Bodies.Where(b => b.Trim().Length > 0), new string('字', 200), string.Join(' ', Enumerable.Repeat("word", 100)), new string('x', 300)]);
        var ana = builder.Join("Ana " + string.Join(' ', Enumerable.Repeat("Lindqvist", 7)), Role.Moderator);
        var last = builder.Note(ana, "x");
        for (var i = 0; i < builder.State.Header.Clauses.Length; i++)
        {
            last = builder.Reply(ana, last.Length > 0 && i % 20 != 0 ? last : builder.Note(ana, "x"), builder.State.Header.Clauses[i].Text);
        }

        var text = await Samples.Text("text", Samples.Select(builder.State, builder.As(ana)));
        Assert.All(text.Split('\n').Where(line => !line.Contains("://", StringComparison.Ordinal)), line => Assert.True(Columns.Count(line) <= 80, line));
    }

    [Fact]
    public async Task What_a_person_wrote_in_a_note_stands_behind_a_bar()
    {
        foreach (var body in Hostile.Bodies.Where(b => b.Trim().Length > 0))
        {
            var builder = new DocumentBuilder("A point.");
            var ana = builder.Join("Ana");
            builder.Note(ana, body, (0, "point"));
            var text = await Samples.Text("text", Samples.Select(builder.State, builder.As(ana)));
            var lines = text.Split('\n');
            var from = Array.FindIndex(lines, l => l.Contains("“point”", StringComparison.Ordinal)) + 1;
            var to = Array.FindIndex(lines, from, l => l.StartsWith("      https://room.example/", StringComparison.Ordinal));
            Assert.All(lines[from..to], line => Assert.StartsWith("      |", line, StringComparison.Ordinal));
            Assert.DoesNotMatch("[\u0000-\u0008\u000B-\u001F\u007F-\u009F]", text);
        }
    }

    [Fact]
    public async Task Threads_are_indented_under_what_they_answer_and_pins_stand_first()
    {
        var text = await Samples.Text("text", samples.For(samples.Ana));
        Assert.Matches(new Regex(@"1\.  The opposition.*PINNED by Dr\. Okafor, .* UTC\n    \[1\] Dr\. Okafor; .*\n    \[2\] Ana; .*; questioning; resolved\n.*\n       \[3\] Ben; .*reply to note 2\n.*\n          \[4\] Ana; ", RegexOptions.Singleline), text);
        Assert.Contains("(removed by its author)", text, StringComparison.Ordinal);
        Assert.Contains("(hidden: off topic)", text, StringComparison.Ordinal);
        Assert.Contains("[5] see point 2", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one two three four", new[] { "one two", "three four" })]
    [InlineData("字字字字字字字", new[] { "字字字字字", "字字" })]
    [InlineData("abcdefghijklm", new[] { "abcdefghij", "klm" })]
    [InlineData("see https://example.org/long now", new[] { "see", "https://example.org/long", "now" })]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 x", new[] { "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "x" })]
    [InlineData("", new[] { "" })]
    public void Text_is_broken_by_columns(string text, string[] lines) => Assert.Equal(lines, Columns.Wrap(text, "", "", 10));
}
