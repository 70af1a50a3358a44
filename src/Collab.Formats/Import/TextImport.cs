using Collab.Domain;
using Collab.Domain.Documents;

namespace Collab.Formats.Import;

/// <summary>The way in for page, HTTP and command line.</summary>
public static class TextImport
{
    private static readonly PlainTextImporter PlainText = new();
    private static readonly MarkdownImporter Markdown = new();

    /// <summary>Splits a text that was typed or pasted.</summary>
    /// <inheritdoc cref="ITextImporter.Import" path="/exception"/>
    public static TextDraft Split(string text, TextFormat format) =>
        format == TextFormat.Markdown ? Markdown.Import(text) : PlainText.Import(text);

    /// <summary>Splits a file; its name's ending says the format.</summary>
    /// <exception cref="RefusalException">As <see cref="ITextImporter.Import"/>, and <c>unsupported-media-type</c>.</exception>
    public static TextDraft Split(ReadOnlySpan<byte> file, string fileName) => Split(TextDecoder.Decode(file), FormatOf(fileName));

    /// <exception cref="RefusalException"><c>unsupported-media-type</c>.</exception>
    public static TextFormat FormatOf(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".md" or ".markdown" or ".mdown" or ".mkd" => TextFormat.Markdown,
        ".txt" or ".text" or ".asc" or "" => TextFormat.Text,
        _ => throw new RefusalException("unsupported-media-type", "Only plain text (.txt) and Markdown (.md) can be imported. Save the text as one of them."),
    };

    /// <exception cref="RefusalException"><c>bad-request</c>: neither <c>text</c> nor <c>markdown</c>.</exception>
    public static TextFormat FormatNamed(string name) => name switch
    {
        "text" => TextFormat.Text,
        "markdown" => TextFormat.Markdown,
        _ => throw new RefusalException("bad-request", "The format is “text” or “markdown”."),
    };
}
