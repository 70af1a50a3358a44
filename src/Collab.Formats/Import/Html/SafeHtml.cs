using System.Xml.Linq;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Collab.Domain;

namespace Collab.Formats.Import.Html;

/// <summary>
/// Reads HTML as its author closed it, in the order of its words: the tokens are AngleSharp's, the tree is our own. AngleSharp's tree follows the
/// standard through every mistake, and took 147 s for 100,000 nested divs. Nothing runs and nothing is fetched: there is nothing here that could.
/// </summary>
internal sealed class SafeHtml
{
    private static readonly string[] Kept = ["start", "value", "type", "reversed", "hidden", "alt"];

    private readonly List<(XElement Element, bool IsBlock)> _open = [(new XElement("document"), true)];
    private readonly HtmlTokenizer _tokens;
    private int _nodes;

    private SafeHtml(HtmlTokenizer tokens) => _tokens = tokens;

    /// <returns>An element <c>document</c> over all; elements without attributes but the few that an import asks for.</returns>
    /// <exception cref="RefusalException"><c>too-nested</c> or <c>too-large</c>.</exception>
    public static XElement Read(string html)
    {
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { SkipComments = true };
        return new SafeHtml(tokens).Read();
    }

    private XElement Read()
    {
        for (var token = _tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = _tokens.Get())
        {
            switch (token)
            {
                case HtmlTagToken { Type: HtmlTokenType.StartTag } tag:
                    Open(tag);
                    break;
                case HtmlTagToken { Type: HtmlTokenType.EndTag } tag:
                    Close(tag.Name);
                    break;
                case { Type: HtmlTokenType.Character }:
                    Count();
                    _open[^1].Element.Add(new XText(token.Data));
                    break;
            }
        }

        return _open[0].Element;
    }

    private void Open(HtmlTagToken tag)
    {
        Count();
        var name = tag.Name;
        var isBlock = HtmlNames.Block.Contains(name);
        if (isBlock)
            MakeRoom(name);
        else if (name == "a" && _open.FindLastIndex(open => open.Element.Name == "a") is var before && before > InnermostBlock)
            Leave(before);
        else if (HtmlNames.Ruby.Contains(name) && _open.FindLastIndex(open => HtmlNames.Ruby.Contains(open.Element.Name.LocalName)) is var part && part > _open.FindLastIndex(open => open.Element.Name == "ruby"))
            Leave(part);
        var element = new XElement(HtmlNames.IsPlain(name) ? name : "span");
        foreach (var attribute in tag.Attributes)
        {
            // Of two of one name the first holds.
            if (Kept.Contains(attribute.Name) && element.Attribute(attribute.Name) is null)
                element.Add(new XAttribute(attribute.Name, attribute.Value));
            else if (attribute.Name == "style")
                SetStyle(element, HtmlStyle.Of(attribute.Value));
            else if (attribute.Name == "href" && attribute.Value is ['#', _, ..])
                element.SetAttributeValue("href", "");
            else if (attribute.Name is "role" or "class" or "id" && HtmlNames.IsNavigation(attribute.Name, attribute.Value))
                element.SetAttributeValue(HtmlNames.Navigation, "");
        }

        _open[^1].Element.Add(element);
        if (HtmlNames.Void.Contains(name) || (tag.IsSelfClosing && IsForeign()))
            return;
        _open.Add((element, isBlock));
        if (_open.Count > ImportLimits.MaxHtmlDepth)
            throw new RefusalException("too-nested", $"The HTML has more than {ImportLimits.MaxHtmlDepth} elements within one another, or that many are never closed. Save it anew with a word processor, or paste its text.");
        _tokens.State = name switch
        {
            "script" => HtmlParseMode.Script,
            "title" or "textarea" => HtmlParseMode.RCData,
            "plaintext" => HtmlParseMode.Plaintext,
            _ => HtmlNames.Raw.Contains(name) ? HtmlParseMode.Rawtext : _tokens.State,
        };
    }

    private static void SetStyle(XElement element, HtmlStyle style)
    {
        if (style.IsHidden)
            element.SetAttributeValue("hidden", "");
        if (style.List is { } list)
            element.SetAttributeValue(HtmlNames.ListStyle, list);
    }

    /// <summary>Ends the paragraph, item, cell or row that a new block ends, with whatever was not closed in it.</summary>
    private void MakeRoom(string name)
    {
        if (_open[InnermostBlock].Element.Name == "p")
            Leave(InnermostBlock);
        while (HtmlNames.Ends(name, _open[InnermostBlock].Element.Name.LocalName))
            Leave(InnermostBlock);
    }

    /// <summary>Ends the innermost open element of that name, and what is open within it. An end of nothing is nothing.</summary>
    private void Close(string name)
    {
        if (_open.FindLastIndex(open => open.Element.Name.LocalName == name) is var at && at > 0)
            Leave(at);
    }

    private int InnermostBlock => _open.FindLastIndex(open => open.IsBlock);

    private void Leave(int at) => _open.RemoveRange(at, _open.Count - at);

    private bool IsForeign() => _open.Exists(open => open.Element.Name.LocalName is "svg" or "math");

    private void Count()
    {
        if (++_nodes > ImportLimits.MaxNodes)
            throw new RefusalException("too-large", $"The file has more than {ImportLimits.MaxNodes} elements and pieces of text. Divide it and import its parts.");
    }
}
