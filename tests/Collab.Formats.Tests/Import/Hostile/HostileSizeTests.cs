using Collab.Domain;
using Collab.Formats.Import;
using Collab.Formats.Import.Notes;
using Collab.Testing;

namespace Collab.Formats.Tests.Import.Hostile;

/// <summary>Files that are small enough and whose pieces are many: each is looked at once, whatever stands beside it.</summary>
public sealed class HostileSizeTests
{
    /// <summary>Of five nodes each, beginnings and ends counted: the whole file may have a million.</summary>
    private const int Many = 160_000;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(10);

    [Fact]
    public void As_many_runs_in_one_paragraph_of_Word_as_a_file_holds_are_read_one_by_one() =>
        AssertReads(() => TextImport.Split(Zips.Docx([string.Concat(Enumerable.Range(0, Many).Select(Word))]), "a.docx"));

    [Fact]
    public void And_so_are_those_that_a_comment_is_about_and_the_pieces_of_a_run()
    {
        foreach (var runs in new[] { string.Concat(Enumerable.Range(0, Many).Select(Word)), $"<w:r>{string.Concat(Enumerable.Range(0, Many).Select(i => $"<w:t>{i * 7919L % 99_991} </w:t>"))}</w:r>" })
        {
            var file = Zips.Docx(
                [$"<w:commentRangeStart w:id=\"1\"/>{runs}<w:commentRangeEnd w:id=\"1\"/>"],
                ("word/comments.xml", $"<w:comments xmlns:w=\"{Zips.Word}\"><w:comment w:id=\"1\" w:author=\"Ada\"><w:p>{Zips.Run("Long.")}</w:p></w:comment></w:comments>"));
            AssertReads(() => Assert.Single(NotesReader.Read(file).Notes));
        }
    }

    [Theory]
    [InlineData(700, 1, 45_000, false)]
    [InlineData(1_200, 3_000, 3, false)]
    [InlineData(1_200, 3_000, 3, true)]
    [InlineData(20_000, 20_000, 0, false)]
    public void M272_comments_that_are_all_on_the_same_words_take_their_share_and_what_is_left_out_is_counted(int ranges, int paragraphs, int runs, bool areOfNothing)
    {
        var comments = Enumerable.Range(0, ranges).ToArray();
        var words = 0;
        var file = Zips.Docx(
            [
                string.Concat(comments.Select(id => $"<w:commentRangeStart w:id=\"{id}\"/>")),
                .. Enumerable.Range(0, paragraphs).Select(i => $"<w:bookmarkStart w:id=\"{i * 7919L % 99_991}\"/>{string.Concat(Enumerable.Range(0, runs).Select(_ => Word(words++)))}"),
                string.Concat(comments.Select(id => $"<w:commentRangeEnd w:id=\"{id}\"/>")),
            ],
            ("word/comments.xml", $"<w:comments xmlns:w=\"{Zips.Word}\">{string.Concat(comments.Take(areOfNothing ? 1 : ranges).Select(id => $"<w:comment w:id=\"{id}\" w:author=\"Ada {id * 7919L % 99_991}\"><w:p>{Zips.Run("Long.")}</w:p></w:comment>"))}</w:comments>"));
        AssertReads(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var notes = NotesReader.Read(file);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
            var passages = notes.Notes.SelectMany(note => note.Passages).Where(passage => passage.Quote is not null).ToArray();
            Assert.InRange(passages.Sum(passage => (long)passage.Quote!.Exact.Length), 0, 16 * 1024 * 1024);
            Assert.All(notes.Notes, note => Assert.InRange(note.Passages.Length, 1, 32));
            // Each comment is on each paragraph that has words.
            Assert.Equal(notes.Notes.Length * (runs == 0 ? 0 : paragraphs), passages.Length + notes.LeftOut.Sum(left => left.Count));
            Assert.All(notes.LeftOut, left => Assert.Equal("passages", left.What));
        });
    }

    [Theory]
    [InlineData("<heading>a</heading>")]
    [InlineData("<num>a</num>")]
    public void M273_headings_and_numbers_beside_each_other_do_not_look_at_those_before_them(string piece) =>
        AssertReads(() => TextImport.Split(
            $"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body><section>{string.Concat(Enumerable.Repeat(piece, Many / 2))}</section></body></act></akomaNtoso>",
            TextFormat.Xml));

    [Theory]
    [InlineData("<quotedText endQuote=\"”\"><del>of brass</del></quotedText>")]
    [InlineData("<quotedText endQuote=\"”\">&#x80;</quotedText>")]
    public void Quotes_without_words_do_not_look_for_the_words_before_them(string quote) =>
        AssertReads(() => TextImport.Split(
            $"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body><p>Words{string.Concat(Enumerable.Repeat("<br/>", Many / 2))}{string.Concat(Enumerable.Repeat(quote, Many))}</p></body></act></akomaNtoso>",
            TextFormat.Xml));

    [Theory]
    [InlineData("<quotedText>", false)]
    [InlineData("<embeddedText startQuote=\"\">", false)]
    [InlineData("<quotedText startQuote=\"“\" endQuote=\"”\">", true)]
    public void Quotations_in_quotations_are_looked_through_for_the_marks_that_they_name(string open, bool isNamed)
    {
        var (flat, deep) = (Allocated(1), Allocated(50));
        if (!isNamed)
            Assert.InRange(deep, 0, flat * 3 / 2);

        long Allocated(int depth)
        {
            var (opened, closed) = (string.Concat(Enumerable.Repeat(open, depth)), string.Concat(Enumerable.Repeat($"</{open[1..].Split(' ', '>')[0]}>", depth)));
            var act = $"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body><p>{opened}{string.Concat(Enumerable.Repeat("<b>x </b>", Many))}{closed}</p></body></act></akomaNtoso>";
            var before = GC.GetAllocatedBytesForCurrentThread();
            AssertReads(() => TextImport.Split(act, TextFormat.Xml));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData("", "Left out: 1 link")]
    [InlineData("Words.", null)]
    public void A_navigation_in_a_navigation_is_looked_through_once(string words, string? warning)
    {
        const int Deep = 120;
        var page = $"<p>Rules.</p>{Times("<div class=nav>")}<a href=x>{Times("<span>")}{string.Concat(Enumerable.Repeat("<b>x </b>", 300_000))}{Times("</span>")}</a>{words}{Times("</div>")}<p>Be kind.</p>";
        AssertReads(() =>
        {
            var draft = TextImport.Split(page, TextFormat.Html);
            Assert.Equal(warning is not null, draft.Warnings.Any(said => said.StartsWith(warning ?? "Left out", StringComparison.Ordinal)));
        });

        static string Times(string tag) => string.Concat(Enumerable.Repeat(tag, Deep));
    }

    /// <summary>Runs that do not pack as well as a bomb.</summary>
    private static string Word(int number) => $"<w:r><w:t>{number * 7919L % 99_991} </w:t></w:r>";

    private static void AssertReads(Action read)
    {
        var began = ThreadTime.Now;
        try
        {
            read();
        }
        catch (RefusalException refusal)
        {
            // Of the text, once all of it was read.
            Assert.Equal("too-large", refusal.Code);
            Assert.DoesNotContain("elements", refusal.Detail, StringComparison.Ordinal);
        }

        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, Enough);
    }
}
