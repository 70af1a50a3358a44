using System.Text;
using Collab.Domain.Documents;
using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

public class ExportFileNameTests
{
    [Theory]
    [InlineData("Resolution on the Opposition", "resolution-on-the-opposition")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("CON", "con")]
    [InlineData("a\r\nContent-Type: text/html", "a-content-type-text-html")]
    [InlineData("Резолюция № 3", "резолюция-3")]
    [InlineData("…", "document")]
    [InlineData("a\"b;c%00", "a-b-c-00")]
    [InlineData("-rf", "rf")]
    public void It_is_the_title_the_date_and_the_extension_and_safe(string title, string slug) => Assert.Equal($"{slug}-2026-11-23.md", Name(title));

    [Fact]
    public void A_long_title_is_cut_by_bytes_between_characters()
    {
        foreach (var title in new[] { new string('x', 300), new string('字', 300), string.Concat(Enumerable.Repeat("𠀀", 300)) })
        {
            var name = Name(title);
            Assert.True(Encoding.UTF8.GetByteCount(name) < 200, name);
            new UTF8Encoding(false, true).GetBytes(name);
        }
    }

    private static string Name(string title)
    {
        var builder = new DocumentBuilder(title, DocumentMetadata.Empty, new ClauseDraft("1", ClauseKind.Point, 0, "A point."));
        return ExportFileName.Of(Samples.Select(builder.State, builder.As(builder.Join("Ana"))), Exporters.Find("markdown"));
    }
}
