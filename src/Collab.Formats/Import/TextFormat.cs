namespace Collab.Formats.Import;

/// <summary>The formats that can be imported. On the wire <c>text</c> and <c>markdown</c>.</summary>
public enum TextFormat
{
    Text,
    Markdown,
}
