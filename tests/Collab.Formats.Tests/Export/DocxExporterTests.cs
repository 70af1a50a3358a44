using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Formats.Import;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Collab.Formats.Tests.Export;

/// <summary>The Word document opens without repair, and its comments are the discussion.</summary>
public sealed class DocxExporterTests
{
    private readonly Samples samples = new();

    [Fact]
    public async Task The_Open_XML_validator_finds_no_fault_whatever_was_written()
    {
        Assert.Empty(Faults(await Samples.Bytes("docx", samples.For(samples.Moderator))));
        Assert.Empty(Faults(await Samples.Bytes("docx", HostileDocument.Make())));
    }

    [Fact]
    public async Task A_note_is_a_comment_on_its_words_with_its_author_and_time_and_replies_are_its_thread()
    {
        var comments = (await CommentsAsync(samples.Ana)).ToDictionary(comment => comment.Id);
        var first = comments[Number(samples.First)];
        Assert.Equal(("Ana", "2026-11-23T08:38:00Z", "all the fundamental positions"), (first.Author, first.Date, first.Passage));
        Assert.Equal([("CommentText", "Is this about numbers?"), ("NoteFacts", $"note {first.Id}; questioning; resolved; tags: question, numbers")], first.Paragraphs);
        // Word's threads are one level deep: what a reply to a reply answers is said.
        Assert.Equal([(int?)first.Id, first.Id], [comments[Number(samples.Answer)].Parent, comments[Number(samples.Deeper)].Parent]);
        Assert.Equal($"note {Number(samples.Deeper)}; reply to note {Number(samples.Answer)}", comments[Number(samples.Deeper)].Paragraphs[^1].Text);
    }

    [Fact]
    public async Task What_is_resolved_is_done_and_nothing_else_is()
    {
        var comments = await CommentsAsync(samples.Ana);
        Assert.Equal([Number(samples.First), Number(samples.Answer), Number(samples.Deeper)], comments.Where(comment => comment.Done).Select(comment => comment.Id));
    }

    [Fact]
    public async Task A_pin_comes_first_at_its_point_and_is_set_off()
    {
        samples.Builder.Pin(samples.Moderator, samples.Several, 3);
        var comments = await CommentsAsync(samples.Ana);
        var pinned = comments.Single(comment => comment.Id == Number(samples.Pinned));
        Assert.Equal(("NotePinned", "Pinned to point 1 by Dr. Okafor, 23 November 2026, 08:37 UTC"), pinned.Paragraphs[0]);
        Assert.True(comments.IndexOf(pinned) < comments.FindIndex(comment => comment.Id == Number(samples.First)));
        // A note on two points stands at the first; at the other one the record says where, and that it is pinned there.
        var there = comments.Single(comment => !comment.IsNote && comment.Paragraphs[0].Text.StartsWith("Pinned by", StringComparison.Ordinal));
        Assert.Equal(("The record", "The purely Bolshevik government cannot be renounced."), (there.Author, there.Passage));
        Assert.EndsWith($"note {Number(samples.Several)}, see point 2", there.Paragraphs[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passage_is_quoted_where_a_range_cannot_say_it()
    {
        var several = (await CommentsAsync(samples.Ana)).Single(comment => comment.Id == Number(samples.Several));
        Assert.Equal("opposition", several.Passage);
        Assert.Contains(("NotePassage", "“opposition”"), several.Paragraphs);
        Assert.Contains("on point 2 and point 3", several.Paragraphs[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_importer_reads_the_text_as_it_was()
    {
        var document = samples.For(samples.Ana);
        var draft = TextImport.Split(await Samples.Bytes("docx", document), "record.docx");
        Assert.Equal(document.Title, draft.Title);
        Assert.Equal(document.Clauses.Select(clause => (clause.Clause.Kind, clause.Clause.Label, clause.Clause.Text)), draft.Clauses.Select(clause => (clause.Kind, clause.Label, clause.Text)));
        Assert.Equal("2 November 1917", draft.Metadata.Date);
    }

    [Fact]
    public async Task Lines_tabs_and_a_text_from_right_to_left_are_Words_own()
    {
        var builder = new DocumentBuilder("שלום\tb\nc");
        var body = WordFile.Part(Testing.ExportedText.Parts(await Samples.Bytes("docx", Samples.Select(builder.State, builder.As(builder.Join("Ana")))))["word/document.xml"]);
        var paragraph = body.Descendants(WordFile.W + "p").Last();
        Assert.Equal((1, 2, 1), (paragraph.Descendants(WordFile.W + "bidi").Count(), paragraph.Descendants(WordFile.W + "tab").Count(), paragraph.Descendants(WordFile.W + "br").Count()));
        Assert.Equal(2, paragraph.Descendants(WordFile.W + "rtl").Count());
    }

    /// <summary>LibreOffice shows a field that begins in a comment in those after it too.</summary>
    [Fact]
    public async Task No_comment_has_a_field_in_it() =>
        Assert.DoesNotContain(WordFile.Part(Testing.ExportedText.Parts(await Samples.Bytes("docx", samples.For(samples.Ana)))["word/comments.xml"]).Descendants(), element => element.Name.LocalName.StartsWith("fld", StringComparison.Ordinal));

    private int Number(string id) => samples.Builder.NumberOf(id);

    private async Task<List<WordFile.Comment>> CommentsAsync(string member) => WordFile.Comments(await Samples.Bytes("docx", samples.For(member)));

    private static List<string> Faults(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using var document = WordprocessingDocument.Open(stream, isEditable: false);
        return [.. new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document).Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}")];
    }
}
