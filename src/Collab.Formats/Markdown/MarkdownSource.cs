using System.Text;
using System.Text.RegularExpressions;
using Collab.Domain;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collab.Formats.Markdown;

/// <summary>Makes other people's words fit to stand inside a Markdown document: they cannot change what is around them, nor run anything where the document is rendered.</summary>
internal static partial class MarkdownSource
{
    private const int Attempts = 6;

    // What other renderers make of a note: HTML is on, so that the parser shows where it would begin.
    private static readonly MarkdownPipeline Common = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build();

    /// <summary>
    /// A note's body as it was typed, but for backslashes before raw HTML, images and links to unsafe addresses. What no backslash
    /// can tame (definitions of links reach over the whole document) is fenced as it is.
    /// </summary>
    /// <returns>Lines, each to be put behind the mark of a container.</returns>
    public static string[] Contain(string body)
    {
        // A tab means another width behind a container's mark.
        var text = Printable.Text(body).Replace("\t", "    ").TrimEnd('\n', ' ');
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (Dangers(text) is not { } dangers)
                break;
            if (dangers.Count == 0)
                return text.Split('\n');
            foreach (var at in dangers.Reverse())
                text = text.Insert(at, "\\");
        }

        return Fence(Printable.Text(body).TrimEnd('\n', ' '));
    }

    /// <summary>Paragraphs as they read, with a backslash before whatever Markdown would take for a mark.</summary>
    public static string Escape(string text) =>
        LineStart().Replace(Mark().Replace(string.Join('\n', Printable.Text(text).Split('\n', StringSplitOptions.TrimEntries)), @"\$0"), @"$1\$2");

    /// <summary>The same for words within a line.</summary>
    public static string EscapeLine(string text) => Mark().Replace(Printable.Line(text), @"\$0");

    /// <summary>Where backslashes are due; null where the text has to be fenced.</summary>
    private static SortedSet<int>? Dangers(string text)
    {
        MarkdownDocument document;
        try
        {
            document = Markdig.Markdown.Parse(text, Common);
        }
        catch (ArgumentException)
        {
            return null;
        }

        var places = new SortedSet<int>();
        foreach (var node in document.Descendants())
        {
            switch (node)
            {
                case LinkReferenceDefinition:
                    return null;
                case HtmlBlock or HtmlInline:
                    Add(places, text, node.Span, '<', all: true);
                    break;
                case AutolinkInline auto when !auto.IsEmail && SafeLink.Of(auto.Url) is null:
                    Add(places, text, node.Span, '<', all: false);
                    break;
                case LinkInline { IsImage: true }:
                    Add(places, text, node.Span, '!', all: false);
                    break;
                case LinkInline link when SafeLink.Of(link.Url) is null:
                    Add(places, text, node.Span, '[', all: false);
                    break;
            }
        }

        // A footnote's definition reaches as far as a link's, and only some parsers know it.
        return text.Contains("[^", StringComparison.Ordinal) ? null : places;
    }

    private static void Add(SortedSet<int> places, string text, SourceSpan span, char mark, bool all)
    {
        for (var at = span.Start; at >= 0 && at <= span.End && at < text.Length; at++)
        {
            if (text[at] != mark)
                continue;
            places.Add(at);
            if (!all)
                return;
        }
    }

    private static string[] Fence(string text)
    {
        var longest = Backticks().Matches(text).Select(run => run.Length).DefaultIfEmpty(0).Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        return [fence + "markdown", .. text.Split('\n'), fence];
    }

    [GeneratedRegex("`+", RegexOptions.NonBacktracking)]
    private static partial Regex Backticks();

    [GeneratedRegex(@"[\\`*_\[\]<>~|$#]|&(?=[#A-Za-z])")]
    private static partial Regex Mark();

    // Lists, rules and underlines begin a line.
    [GeneratedRegex(@"^([0-9]*)([+\-=.)])", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex LineStart();
}
