using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Formats.Import;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>Comments come to the text that was imported from the very same document.</summary>
public sealed class WordCommentPlaceTests
{
    private const string Raised = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r>";

    [Fact]
    public void Comments_on_raised_figures_beside_them_and_on_a_paragraph_with_its_typed_label_find_their_words()
    {
        var targets = Placed(Commented(
            Zips.Run("Article 1 The council sits."),
            Begin(0) + Zips.Run("Article 2 The council has ") + Begin(1) + Zips.Run("granted to ") + End(1) + Begin(2) + Zips.Run("10 m") + Raised + End(2) + Zips.Run(" each.") + End(0),
            Begin(3) + Zips.Run("Article 3") + End(3) + Zips.Run(" Article 5 is kept."),
            Begin(4) + Zips.Run("Article 4 The") + "<w:r><w:ptab w:relativeTo=\"margin\"/></w:r>" + Zips.Run("mayor.") + End(4)));
        Assert.Equal(
            [
                ("Article 2", "The council has granted to 10 m² each."),
                ("Article 2", "granted to"),
                ("Article 2", "10 m²"),
                // A comment on a number is on its paragraph.
                ("Article 3", "Article 5 is kept."),
                ("Article 4", "The mayor."),
            ],
            targets);
    }

    [Fact]
    public void Of_a_comment_on_more_paragraphs_than_a_note_takes_the_others_are_counted()
    {
        var ends = "<w:commentRangeEnd w:id=\"0\"/>";
        var paragraphs = Enumerable.Range(1, 40).Select(i => Zips.Run($"{i}. Rule of {i}.")).ToArray();
        foreach (var file in new[] { Commented([Begin(0) + paragraphs[0], .. paragraphs[1..^1], paragraphs[^1] + ends]), Commented([Begin(0) + paragraphs[0], .. paragraphs[1..], "", ends]), Commented([Begin(0) + paragraphs[0], .. paragraphs[1..]]) })
        {
            var notes = NotesReader.Read(file);
            Assert.Equal(32, Assert.Single(notes.Notes).Passages.Length);
            Assert.Contains(new LeftOut("passages", 8), notes.LeftOut);
        }
    }

    [Fact]
    public void A_file_that_Word_puts_in_is_left_out_and_that_is_said()
    {
        var draft = TextImport.Split(Zips.Docx([Zips.Run("1. One."), Zips.Run("2. Two.") + "</w:p><w:altChunk xmlns:r=\"r\" r:id=\"a\"/><w:p>"]), "a.docx");
        Assert.StartsWith("Left out: 1 part of another file", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    private static List<(string? Label, string Quote)> Placed(byte[] file)
    {
        var there = new DocumentBuilder("Act", DocumentMetadata.Empty, [.. TextImport.Split(file, "a.docx").Clauses]);
        var placing = new Placing(NotesReader.Read(file), there.State, new Dictionary<int, string>());
        Assert.All(placing.Notes, note => Assert.Null(note.Code));
        return [.. placing.Notes.Select(note => note.Targets.Single()).Select(target => (there.State.Header.ClausesById[target.Clause].Label, target.Quote!.Exact))];
    }

    private static string Begin(int id) => $"<w:commentRangeStart w:id=\"{id}\"/>";

    private static string End(int id) => $"<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>";

    private static byte[] Commented(params string[] paragraphs)
    {
        var count = Enumerable.Range(0, 5).Count(id => paragraphs.Any(words => words.Contains(Begin(id), StringComparison.Ordinal)));
        return Zips.Docx(paragraphs, ("word/comments.xml", $"<w:comments xmlns:w=\"{Zips.Word}\">{string.Concat(Enumerable.Range(0, count).Select(id => $"<w:comment w:id=\"{id}\" w:author=\"Ida\" w:date=\"2026-01-0{id + 1}T10:00:00Z\"><w:p>{Zips.Run($"Why {id}?")}</w:p></w:comment>"))}</w:comments>"));
    }
}
