using System.Text;
using Collab.Domain;
using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

public class ImportRefusalTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t\u00a0")]
    [InlineData("\u0001\u0002")]
    public void A_file_without_text_is_refused(string text) => AssertRefused("empty-file", Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("504B0304140000000800", "a.txt")]
    [InlineData("255044462D312E370A", "a.txt")]
    [InlineData("D0CF11E0A1B11AE1", "a.md")]
    [InlineData("89504E470D0A1A0A", "a.txt")]
    [InlineData("7B5C727466317D", "a.txt")]
    [InlineData("31002E0020006100", "utf-16-without-a-mark.txt")]
    [InlineData("312E2061", "a.docx")]
    [InlineData("312E2061", "a.odt")]
    public void A_file_that_is_no_text_is_refused_whatever_its_name(string hex, string name) =>
        AssertRefused("unsupported-media-type", Convert.FromHexString(hex), name);

    [Theory]
    [InlineData("C3")]
    [InlineData("61FF62")]
    [InlineData("EDA080")]
    [InlineData("C0AF")]
    [InlineData("61EFBFBE")]
    [InlineData("61EFBFBF")]
    [InlineData("FFFE61")]
    [InlineData("FFFE00D8")]
    public void Bytes_that_are_no_characters_are_refused(string hex) => AssertRefused("bad-characters", Convert.FromHexString(hex));

    [Theory]
    [InlineData(0xD83D, 3)]
    [InlineData(0xDC00, 1)]
    [InlineData(0, 2)]
    [InlineData(0xFFFE, 1)]
    public void A_typed_text_with_what_is_no_character_is_refused_with_its_line(int unit, int line)
    {
        // An attribute cannot hold a lone surrogate, and the runner would replace it.
        var text = $"{string.Concat(Enumerable.Repeat("one\n", line - 1))}two {(char)unit} alone";
        foreach (var format in Enum.GetValues<TextFormat>())
        {
            var refusal = Assert.Throws<RefusalException>(() => TextImport.Split(text, format));
            Assert.Equal("bad-characters", refusal.Code);
            Assert.StartsWith($"Line {line} ", refusal.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void More_than_twenty_mebibytes_are_refused()
    {
        AssertRefused("too-large", new byte[ImportLimits.MaxBytes + 1]);
        // Counted in UTF-8: each of these takes three bytes.
        Assert.Equal("too-large", Refusal(() => TextImport.Split(new string('条', (ImportLimits.MaxBytes / 3) + 1), TextFormat.Text)).Code);
    }

    [Fact]
    public void More_clauses_than_a_document_holds_are_refused() =>
        Assert.Equal("too-large", Refusal(() => TextImport.Split(string.Concat(Enumerable.Range(1, 10_001).Select(i => $"{i}. a\n")), TextFormat.Text)).Code);

    [Theory]
    [InlineData("# A title and nothing else", TextFormat.Markdown)]
    [InlineData("<!-- nothing -->", TextFormat.Markdown)]
    [InlineData("Author: A. Writer\nTitle: Nothing", TextFormat.Text)]
    [InlineData("-----", TextFormat.Text)]
    public void A_head_without_a_text_is_refused(string text, TextFormat format) =>
        Assert.Equal("no-clauses", Refusal(() => TextImport.Split(text, format)).Code);

    [Fact]
    public void Markdown_nested_without_end_is_refused()
    {
        foreach (var nest in new[] { "> ", "[", "*a", "![" })
            Assert.Equal("too-nested", Refusal(() => TextImport.Split(string.Concat(Enumerable.Repeat(nest, 50_000)), TextFormat.Markdown)).Code);
    }

    [Fact]
    public void Utf8_and_Utf16_with_a_mark_are_read()
    {
        const string Text = "1. Одно 😀.\n\n2. Другое.";
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
        {
            var draft = TextImport.Split([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)], "a.txt");
            Assert.Equal(["Одно 😀.", "Другое."], draft.Clauses.Select(clause => clause.Text));
        }
    }

    [Fact]
    public void Control_characters_are_left_out_with_a_warning()
    {
        var draft = TextImport.Split("1. O\u001bne.\n\n2. Two.\u001a", TextFormat.Text);
        Assert.Equal(["One.", "Two."], draft.Clauses.Select(clause => clause.Text));
        Assert.StartsWith("2 control characters", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    private static void AssertRefused(string code, byte[] file, string name = "a.txt")
    {
        var refusal = Refusal(() => TextImport.Split(file, name));
        Assert.Equal(code, refusal.Code);
        Assert.Contains(refusal.Code, RefusalCodes.Status.Keys);
        Assert.EndsWith(".", refusal.Detail, StringComparison.Ordinal);
    }

    private static RefusalException Refusal(Action import) => Assert.Throws<RefusalException>(import);
}
