using Collab.Domain;
using Collab.Domain.Documents;

namespace Collab.Formats.Import;

/// <summary>The way in for page, HTTP and command line.</summary>
public static class TextImport
{
    private static readonly PlainTextImporter PlainText = new();
    private static readonly MarkdownImporter Markdown = new();
    private static readonly HtmlImporter Html = new();
    private static readonly XmlImporter Xml = new();

    /// <summary>Splits a text that was typed or pasted.</summary>
    /// <inheritdoc cref="ITextImporter.Import" path="/exception"/>
    public static TextDraft Split(string text, TextFormat format) => format switch
    {
        TextFormat.Markdown => Markdown.Import(text),
        TextFormat.Html => Html.Import(text),
        TextFormat.Xml => Xml.Import(text),
        _ => PlainText.Import(text),
    };

    /// <summary>Splits a file; its name's ending says the format.</summary>
    /// <exception cref="RefusalException">As <see cref="ITextImporter.Import"/> and <see cref="DocxImporter.Import"/>.</exception>
    public static TextDraft Split(ReadOnlySpan<byte> file, string fileName) =>
        Ending(fileName) == ".docx" ? DocxImporter.Import(file) : Split(TextDecoder.Decode(file), FormatOf(fileName));

    /// <exception cref="RefusalException"><c>unsupported-media-type</c>.</exception>
    public static TextFormat FormatOf(string fileName) => Ending(fileName) switch
    {
        ".md" or ".markdown" or ".mdown" or ".mkd" => TextFormat.Markdown,
        ".htm" or ".html" or ".xhtml" => TextFormat.Html,
        ".xml" or ".tei" or ".akn" => TextFormat.Xml,
        ".txt" or ".text" or ".asc" or "" => TextFormat.Text,
        _ => throw new RefusalException("unsupported-media-type", "Only plain text (.txt), Markdown (.md), HTML (.html), Word documents (.docx), TEI and Akoma Ntoso (.xml) can be imported. Save the text as one of them."),
    };

    /// <exception cref="RefusalException"><c>bad-request</c>: none of the formats.</exception>
    public static TextFormat FormatNamed(string name) => name switch
    {
        "text" => TextFormat.Text,
        "markdown" => TextFormat.Markdown,
        "html" => TextFormat.Html,
        "xml" => TextFormat.Xml,
        _ => throw new RefusalException("bad-request", "The format is “text”, “markdown”, “html” or “xml”. A Word document is sent as a file."),
    };

    private static string Ending(string fileName) => Path.GetExtension(fileName).ToLowerInvariant();
}
