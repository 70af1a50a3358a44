using System.Text;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Import;
using Collab.Formats.Tests.Export;
using Collab.Testing;

namespace Collab.Formats.Tests.Import;

public class ImportTimeTests
{
    [Theory]
    [InlineData(TextFormat.Text)]
    [InlineData(TextFormat.Markdown)]
    public void A_text_of_2500_sections_takes_less_than_five_seconds(TextFormat format)
    {
        var text = new StringBuilder("A long charter\n\n");
        for (var i = 1; i <= 2_500; i++)
            text.Append($"§ {i} ").AppendJoin(' ', Enumerable.Repeat($"Word{i % 7}", 100)).Append(".\n\n");
        Assert.InRange(text.Length, 1_450_000, 1_600_000);
        var began = ThreadTime.Now;
        Assert.Equal(2_500, TextImport.Split(text.ToString(), format).Clauses.Count);
        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("html", "charter.html")]
    [InlineData("docx", "charter.docx")]
    [InlineData("tei", "charter.xml")]
    [InlineData("akn", "charter.xml")]
    public async Task And_so_does_one_of_another_format(string format, string file)
    {
        var sections = Enumerable.Range(1, 2_500).Select(i => new ClauseDraft($"§ {i}", ClauseKind.Point, 0, string.Join(' ', Enumerable.Repeat($"Word{i % 7}", 100)) + "."));
        var bytes = await Samples.Bytes(format, Samples.Select(new DocumentBuilder("A long charter", DocumentMetadata.Empty, [.. sections]).State, new Audience(true, null)));
        var began = ThreadTime.Now;
        Assert.InRange(TextImport.Split(bytes, file).Clauses.Count, 2_500, 2_530);
        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a")]
    [InlineData("1. (a) i. ")]
    [InlineData("i.i.i. i. ")]
    [InlineData("a: b\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n")]
    [InlineData("\n1. A line of some forty columns and some more\n9. Another one that is as long\n5.\n")]
    [InlineData("[a](")]
    [InlineData("*a")]
    [InlineData("1.\n")]
    [InlineData("> ")]
    [InlineData("`")]
    [InlineData("<!--")]
    public void Twenty_mebibytes_of_anything_come_to_an_end(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, ImportLimits.MaxBytes / pattern.Length));
        // Without markup, HTML is one line of plain text: one with and one without blanks are as long, of the others a tenth is read, in a tenth of the time.
        var isPlain = !pattern.Contains('<') && pattern is not ("a" or "1. (a) i. ");
        foreach (var format in Enum.GetValues<TextFormat>())
        {
            var part = format == TextFormat.Html && isPlain ? 10 : 1;
            var began = ThreadTime.Now;
            try
            {
                Assert.NotEmpty(TextImport.Split(text[..(text.Length / part)], format).Clauses);
            }
            catch (RefusalException refusal)
            {
                Assert.Contains(refusal.Code, RefusalCodes.Status.Keys);
            }

            Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(30) / part);
        }
    }
}
