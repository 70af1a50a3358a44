namespace Collab.Formats.Import;

/// <summary>The formats that are text and can be imported. On the wire <c>text</c>, <c>markdown</c>, <c>html</c> and <c>xml</c>.</summary>
public enum TextFormat
{
    Text,
    Markdown,
    Html,
    Xml,
}
