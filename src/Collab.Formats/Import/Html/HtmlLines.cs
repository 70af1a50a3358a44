using System.Globalization;
using System.Xml.Linq;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Html;

/// <summary>Walks the tree of a page and lays out what is read in it as lines.</summary>
internal sealed class HtmlLines
{
    private readonly LineList _lines = new();
    private readonly bool _isLaidOutInQuotations;

    private readonly Dictionary<XElement, int> _navigations;

    /// <summary>How many quotations within a sentence stand around what is read.</summary>
    private int _quoted;

    private HtmlLines(bool isLaidOutInQuotations, Dictionary<XElement, int> navigations) => (_isLaidOutInQuotations, _navigations) = (isLaidOutInQuotations, navigations);

    public List<Line> Lines => _lines.Lines;

    /// <summary>How many struck passages were left out.</summary>
    public int Struck { get; private set; }

    /// <summary>How many readings were left out that stand above their words.</summary>
    public int Ruby { get; private set; }

    /// <summary>How many links were left out of what the page calls its navigation.</summary>
    public int Links { get; private set; }

    /// <summary>How many raised or lowered passages came in line with the rest.</summary>
    public int Raised => _lines.Raised;

    public static HtmlLines Of(XElement page)
    {
        var navigations = HtmlNavigations.In(page);
        var walk = Of(page, false, navigations);
        // Pages were once indented by quotations: where they hold most of the text they quote nothing.
        return walk.Lines.Count(line => line.IsQuoted) * 2 > walk.Lines.Count ? Of(page, true, navigations) : walk;
    }

    private static HtmlLines Of(XElement page, bool isLaidOutInQuotations, Dictionary<XElement, int> navigations)
    {
        var walk = new HtmlLines(isLaidOutInQuotations, navigations);
        walk.ReadAll(page, 0);
        walk._lines.End(0);
        return walk;
    }

    private void ReadAll(XElement element, int depth)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText text)
                _lines.Append(text.Value);
            else if (node is XElement inner)
                Read(inner, inner.Name.LocalName, depth);
        }
    }

    private void Read(XElement element, string name, int depth)
    {
        if (HtmlNames.Silent.Contains(name) || element.Attribute("hidden") is not null)
            return;
        if (_navigations.TryGetValue(element, out var links))
        {
            Links += links;
            return;
        }

        switch (name)
        {
            case "del" or "s" or "strike":
                Struck++;
                break;
            case "rp":
                break;
            case "rt":
                Ruby++;
                break;
            case "sup" or "sub":
                if (!_lines.AppendRaised(element.Value, name == "sup"))
                    ReadAll(element, depth);
                break;
            case "a" when element.Attribute("href") is not null:
                _lines.Leads = true;
                ReadAll(element, depth);
                _lines.Leads = false;
                break;
            case "q":
                ReadQuoted(element, depth);
                break;
            case "br":
                _lines.Break();
                break;
            case "img":
                _lines.Append(element.Attribute("alt")?.Value ?? "");
                break;
            case "pre" or "listing" or "xmp" or "plaintext":
                _lines.End(depth);
                _lines.AddVerbatim(element.Value, depth);
                break;
            case "ol" or "ul" or "menu" or "dir":
                _lines.End(depth);
                ReadList(element, name == "ol", depth);
                break;
            case "blockquote" when !_isLaidOutInQuotations:
                _lines.End(depth);
                _lines.Quote();
                ReadAll(element, depth);
                _lines.End(depth);
                _lines.Unquote();
                break;
            case ['h', >= '1' and <= '6' and var level]:
                _lines.End(depth);
                ReadAll(element, depth);
                _lines.End(depth, level - '0');
                break;
            default:
                ReadInner(element, depth, HtmlNames.Block.Contains(name));
                break;
        }
    }

    private void ReadInner(XElement element, int depth, bool isBlock)
    {
        if (isBlock)
            _lines.End(depth);
        ReadAll(element, depth);
        if (isBlock)
            _lines.End(depth);
    }

    /// <summary>Words between the marks that a browser puts around them.</summary>
    private void ReadQuoted(XElement element, int depth)
    {
        var (open, close) = _quoted % 2 == 0 ? ("“", "”") : ("‘", "’");
        var before = _lines.Open(open);
        _quoted++;
        ReadAll(element, depth);
        _quoted--;
        _lines.Close(close, open, before);
    }

    private void ReadList(XElement list, bool isNumbered, int depth)
    {
        var style = StyleOf(list);
        isNumbered |= style is not null && ListNumber.IsNumber(style);
        var step = list.Attribute("reversed") is null ? 1 : -1;
        var number = NumberOf(list.Attribute("start")) ?? (step < 0 ? list.Elements("li").Count() : 1);
        foreach (var node in list.Nodes())
        {
            if (node is XElement { Name.LocalName: "li" } item)
            {
                number = NumberOf(item.Attribute("value")) ?? number;
                _lines.Mark(isNumbered ? ListNumber.Of(number, StyleOf(item) ?? style) : "- ");
                number = number is int.MaxValue or int.MinValue ? number : number + step;
                ReadAll(item, depth);
                _lines.End(depth);
                _lines.Mark("");
            }
            else if (node is XElement other)
            {
                // A list right within a list is the deeper one of the item before it.
                Read(other, other.Name.LocalName, depth + 1);
            }
        }
    }

    private static string? StyleOf(XElement element) => element.Attribute(HtmlNames.ListStyle)?.Value ?? ListNumber.StyleOf(element.Attribute("type")?.Value);

    private static int? NumberOf(XAttribute? attribute) =>
        int.TryParse(attribute?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
