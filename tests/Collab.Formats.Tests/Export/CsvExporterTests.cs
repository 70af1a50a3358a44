using Collab.Domain.Policy;
using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

public class CsvExporterTests
{
    private readonly Samples samples = new();

    [Fact]
    public async Task A_row_holds_everything_about_its_note()
    {
        var rows = NoteNumbers.Rows(await Samples.Bytes("csv", samples.For(samples.Ana)));
        var row = rows.Single(r => r["id"] == samples.First);
        Assert.Equal(("note", "1", "", "Ana", "shown", "question; numbers", "resolved", "Is this about numbers?", "questioning"),
            (row["kind"], row["clause"], row["parent"], row["author"], row["state"], row["tags"], row["resolved"], row["body"], row["motivation"]));
        Assert.Equal(("all the fundamental positions", "33", "62"), (row["quote"], row["start"], row["end"]));
        var answer = rows.Single(r => r["id"] == samples.Deeper);
        Assert.Equal(("reply", "3", "2"), (answer["kind"], answer["parent"], answer["thread"]));
        Assert.Equal("1: 1", rows.Single(r => r["id"] == samples.Pinned)["pinned"]);
        Assert.Equal("2; 3", rows.Single(r => r["id"] == samples.Several)["clause"]);
        Assert.Equal("hidden: off topic", rows.Single(r => r["id"] == samples.Hidden)["state"]);
        Assert.Equal("👍 2", rows.Single(r => r["id"] == samples.Edited)["reactions"]);
    }

    [Fact]
    public async Task It_begins_with_a_byte_order_mark_and_the_columns_and_ends_lines_as_spreadsheets_do()
    {
        var bytes = await Samples.Bytes("csv", samples.For(samples.Ana));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.StartsWith("\uFEFF\"id\",\"number\",\"kind\",\"clause\",\"parent\",\"thread\",\"author\"", await Samples.Text("csv", samples.For(samples.Ana)), StringComparison.Ordinal);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.Equal((byte)'\r', bytes[^2]);
    }

    [Fact]
    public async Task No_cell_that_a_person_wrote_is_a_formula_and_none_breaks_its_row()
    {
        var builder = new DocumentBuilder(Hostile.Bodies.Where(b => b.Trim().Length > 0).ToArray());
        var members = Hostile.Names.Select(name => builder.Join(name, Role.Moderator)).ToList();
        for (var i = 0; i < Hostile.Bodies.Length; i++)
        {
            var clause = i % builder.State.Header.Clauses.Length;
            var note = builder.Note(members[i % members.Count], Hostile.Bodies[i], [Hostile.Tags[i % Hostile.Tags.Length]], "commenting", (clause, builder.State.Header.Clauses[clause].Text));
            builder.React(members[0], note, "=");
        }

        var rows = NoteNumbers.Rows(await Samples.Bytes("csv", Samples.Select(builder.State, builder.As(members[0]))));
        Assert.Equal(Hostile.Bodies, rows.Select(r => r["body"]).Select((cell, i) => cell == "'" + Hostile.Bodies[i] ? Hostile.Bodies[i] : cell));
        foreach (var cell in rows.SelectMany(r => r.Values).Where(c => c.Length > 0))
        {
            Assert.DoesNotContain(cell[0], "=+-@\t\r\n＝＋－＠");
            Assert.DoesNotContain(cell.TrimStart() is { Length: > 0 } begin ? begin[0] : 'x', "=+-@＝＋－＠");
        }
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    [InlineData("  =1")]
    [InlineData("＝1")]
    public void What_begins_a_formula_gets_an_apostrophe(string cell) => Assert.Equal("'" + cell, CsvExporter.Neutral(cell));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("a=1")]
    [InlineData("3. point")]
    [InlineData("'quoted'")]
    public void Other_cells_are_left_as_they_are(string cell) => Assert.Equal(cell, CsvExporter.Neutral(cell));
}
