using Collab.Domain;

namespace Collab.Formats.Import.Xml;

/// <summary>
/// Looks over the tags before the reader does: it keeps all attributes of a tag at once, a hundred bytes and more for four of the file's.
/// </summary>
internal static class XmlTags
{
    /// <exception cref="RefusalException"><c>unsafe-file</c>: a document type, or a tag that is too long.</exception>
    public static void Check(string xml)
    {
        for (var at = xml.IndexOf('<'); at >= 0 && at < xml.Length; at = xml.IndexOf('<', at))
        {
            var rest = xml.AsSpan(at);
            if (rest.StartsWith("<!--"))
                at = After(xml, "-->", at + 4);
            else if (rest.StartsWith("<![CDATA["))
                at = After(xml, "]]>", at);
            else if (rest.StartsWith("<?"))
                at = After(xml, "?>", at);
            else if (rest.StartsWith("<!"))
                throw Refusals.Unsafe("The XML has a document type (a line that begins with <!DOCTYPE), which is not read. Take it out.");
            else
                at = EndOfTag(xml, at);
        }
    }

    private static int EndOfTag(string xml, int start)
    {
        var at = start;
        do
        {
            var next = xml.AsSpan(at).IndexOfAny('>', '"', '\'');
            at = next < 0 ? xml.Length
                : xml[at + next] == '>' ? at + next + 1
                : After(xml, xml[at + next].ToString(), at + next + 1);
        }
        while (at < xml.Length && xml[at - 1] != '>');
        return at - start <= SafeXml.MaxTag ? at : throw Refusals.Unsafe($"The XML has a tag of more than {SafeXml.MaxTag / 1024} KiB.");
    }

    private static int After(string xml, string what, int from)
    {
        var at = from >= xml.Length ? -1 : xml.IndexOf(what, from, StringComparison.Ordinal);
        return at < 0 ? xml.Length : at + what.Length;
    }
}
