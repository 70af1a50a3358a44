using System.Collections.Frozen;

namespace Collab.Formats.Import.Html;

/// <summary>What the HTML standard says of elements by their names, as far as an import needs it.</summary>
internal static class HtmlNames
{
    /// <summary>They have no inside and no end.</summary>
    public static readonly FrozenSet<string> Void = Set("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr");

    /// <summary>They begin a paragraph and end one.</summary>
    public static readonly FrozenSet<string> Block = Set(
        "html body p div section article aside header footer main nav address blockquote center dl dt dd dir menu ul ol li figure figcaption fieldset legend form details summary "
        + "table caption thead tbody tfoot tr td th hr h1 h2 h3 h4 h5 h6 hgroup pre listing xmp plaintext search dialog");

    /// <summary>Their inside is not what a reader of the page reads, or does something.</summary>
    public static readonly FrozenSet<string> Silent = Set(
        "script style template iframe object embed applet noembed noframes frameset head title svg annotation annotation-xml canvas audio video select datalist textarea button nav");

    /// <summary>The parts of words with their reading above them, each of which ends the one before.</summary>
    public static readonly FrozenSet<string> Ruby = Set("rb rt rp rtc");

    /// <summary>The text within is no markup, up to their own end.</summary>
    public static readonly FrozenSet<string> Raw = Set("style xmp iframe noembed noframes");

    /// <summary>The attribute of an element that is called a navigation; no page has it.</summary>
    public const string Navigation = "is-navigation";

    /// <summary>The attribute of a list or an item that says by a name of CSS what stands before items; no page has it.</summary>
    public const string ListStyle = "list-style";

    private static readonly FrozenSet<string> Navigations = Set("nav navbar navigation menu breadcrumb breadcrumbs site-nav main-nav main-menu nav-menu navmenu skip-links pagination pager");

    /// <summary>Whether an attribute says of an element that it leads through pages.</summary>
    public static bool IsNavigation(string name, string value) =>
        name == "role" ? value is "navigation" or "doc-pagelist" : value.Length <= 256 && value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(Navigations.Contains);

    /// <summary>Which of them still open a new one of the like ends: a row ends the cell and the row before.</summary>
    public static bool Ends(string name, string open) => name switch
    {
        "li" => open is "li",
        "dt" or "dd" => open is "dt" or "dd",
        "td" or "th" => open is "td" or "th",
        "tr" => open is "td" or "th" or "tr",
        "thead" or "tbody" or "tfoot" => open is "td" or "th" or "tr" or "thead" or "tbody" or "tfoot" or "caption" or "colgroup",
        _ => false,
    };

    /// <summary>Names that XML has too. Others are no elements that anybody made on purpose.</summary>
    public static bool IsPlain(string name) => name.Length <= 64 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet();
}
