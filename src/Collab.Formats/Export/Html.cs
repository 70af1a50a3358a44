using System.Text;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>Escapes text for HTML, between tags and in quoted attributes.</summary>
internal static class Html
{
    public static string Text(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"'") < 0)
            return text;
        return new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;").ToString();
    }

    /// <summary>What a person wrote in one line.</summary>
    public static string Line(string text) => Text(Printable.Line(text));
}
