using System.Xml.Linq;

namespace Collab.Formats.Import.Html;

/// <summary>The elements that a page calls its navigation and that have links and nothing else: they lead elsewhere, and say nothing.</summary>
internal static class HtmlNavigations
{
    /// <returns>With the number of their links. All are found in one walk: one stands within another as often as somebody likes.</returns>
    public static Dictionary<XElement, int> In(XElement page)
    {
        var found = new Dictionary<XElement, int>();
        Read(page, false, found);
        return found;
    }

    private static (int Links, bool Speaks) Read(XElement element, bool isInLink, Dictionary<XElement, int> found)
    {
        var (links, speaks) = (0, false);
        foreach (var node in element.Nodes())
        {
            if (node is XElement inner)
            {
                var isLink = inner.Name.LocalName == "a";
                var (within, says) = Read(inner, isInLink || isLink, found);
                links += within + (isLink ? 1 : 0);
                speaks |= says;
            }
            else if (!isInLink && !speaks && node is XText text)
            {
                speaks = text.Value.Any(char.IsLetterOrDigit);
            }
        }

        if (links > 0 && !speaks && element.Attribute(HtmlNames.Navigation) is not null)
            found.Add(element, links);
        return (links, speaks);
    }
}
