using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collab.Web.Languages;

namespace Collab.Architecture.Tests;

/// <summary>The texts of the pages: where they are asked for, what stands in the resources, and what of a page is asked of nobody.</summary>
public static partial class PageTexts
{
    /// <summary>The languages besides English.</summary>
    public static readonly string[] Languages = ["de", "ru", "ar"];

    /// <summary>Every text that a page or the server asks for, by its English words; what refusals say among them.</summary>
    public static IReadOnlySet<string> Asked { get; } = Sources.SelectMany(file => Call().Matches(Repository.Read(file)).Select(call => call.Groups["key"].Value)).Concat(Refusals.Sentences.Values).ToHashSet();

    /// <summary>Calls whose text is not written there: nobody could tell which it is.</summary>
    public static IEnumerable<string> Computed => Sources.SelectMany(file => AnyCall().Matches(Repository.Read(file)).Select(call => $"{file}: {call.Value}"));

    private static IEnumerable<string> Sources => Repository.Files.Where(file =>
        (file.StartsWith("src/Collab.Web/", StringComparison.Ordinal) && (file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)) && !file.EndsWith("/Phrases.cs", StringComparison.Ordinal))
        || (file.StartsWith("src/Collab.Server/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal) && Repository.Read(file) is var code && (code.Contains("PageTexts", StringComparison.Ordinal) || code.Contains(".Texts()", StringComparison.Ordinal)))
        || file.EndsWith("Collab.Web/Languages/Phrases.cs", StringComparison.Ordinal));

    /// <summary>What stands in a language's resources.</summary>
    /// <param name="name">Of the pages, of the room ("Room"), or of the scripts of the other pages ("Scripts").</param>
    public static IReadOnlyDictionary<string, string> In(string language, string name = "Pages") => XDocument.Parse(Repository.Read($"src/Collab.Web/Resources/{name}.{language}.resx")).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    /// <summary>What a text has that its translation must have too: what is put in, and its elements, in any order.</summary>
    public static string Fixed(string text) => string.Join(' ', Part().Matches(text).Select(part => part.Value).Order(StringComparer.Ordinal));

    /// <summary>The words of a page that are asked of nobody, so that they are English in every language.</summary>
    public static IEnumerable<string> Untranslated(string razor)
    {
        var end = razor.IndexOf("\n@code {", StringComparison.Ordinal);
        var (markup, code) = end < 0 ? (razor, "") : (razor[..end], razor[end..]);
        var expressions = new System.Text.StringBuilder();
        var plain = WithoutCode(Comment().Replace(markup, ""), expressions);
        foreach (Match attribute in Spoken().Matches(plain))
            yield return attribute.Value;
        foreach (var node in Tag().Split(plain).Select(node => node.Trim(' ', '\n', '{', '}')))
        {
            if (node.Any(char.IsLetter))
                yield return node;
        }

        // What is said in code: words with a space between them, but for what is asked for.
        foreach (Match literal in Literal().Matches(DocComment().Replace(Call().Replace($"{expressions}{code}", ""), "")))
        {
            if (!literal.Value.Contains('<', StringComparison.Ordinal) && Words().IsMatch(literal.Value))
                yield return literal.Value;
        }
    }

    /// <summary>Leaves out the expressions, the conditions and the statements of a page.</summary>
    private static string WithoutCode(string markup, System.Text.StringBuilder expressions)
    {
        var left = new System.Text.StringBuilder();
        for (var i = 0; i < markup.Length;)
        {
            if (Code().Match(markup, i) is not { Success: true } code)
            {
                left.Append(markup[i++]);
                continue;
            }

            var from = i;
            i += code.Length;
            while (i < markup.Length && (markup[i] is '(' or '[' || (markup[i] is '.' or '?' && i + 2 < markup.Length && (char.IsLetter(markup[i + 1]) || markup[i + 1] is '.'))))
            {
                i = markup[i] is '.' or '?' ? i + 1 : Closing(markup, i) + 1;
                while (i < markup.Length && char.IsLetterOrDigit(markup[i]))
                    i++;
            }

            expressions.AppendLine(markup[from..i]);
        }

        return left.ToString();
    }

    private static int Closing(string text, int from)
    {
        var (depth, quoted) = (0, false);
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\' && quoted)
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] is '(' or '[' or '{')
                depth++;
            else if (!quoted && text[i] is ')' or ']' or '}' && --depth == 0)
                return i;
        }

        return text.Length - 1;
    }

    // T["…"], text["…"], context.Texts()["…"], T.Html("…"), T.Count(3, "…").
    [GeneratedRegex("""(?:(?:\b(?:T|texts?)|\bTexts\(\))\[|\b(?:T|texts?)\.Html\(|\b(?:T|texts?)\.Count\([^"\n]*?, )"(?<key>(?:[^"\\]|\\.)*)"(?:\])?""")]
    private static partial Regex Call();

    [GeneratedRegex("""(?:\bT\[|\bTexts\(\)\[|\bT\.Html\()(?!")[^\n]{0,60}""")]
    private static partial Regex AnyCall();

    [GeneratedRegex("""\{\d\}|</?[a-z][^>]*>""")]
    private static partial Regex Part();

    [GeneratedRegex("""@\*.*?\*@""", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("""///[^\n]*|//[^\n]*""")]
    private static partial Regex DocComment();

    [GeneratedRegex("""\b(?:aria-label|aria-description|placeholder|alt|title|Title|Label|What)="[^"@]*\p{L}[^"@]*""")]
    private static partial Regex Spoken();

    [GeneratedRegex("""<[^>]*>""")]
    private static partial Regex Tag();

    [GeneratedRegex("\"(?:[^\"\\\\\\n]|\\\\.)*\"")]
    private static partial Regex Literal();

    [GeneratedRegex("""\p{L}{2,} \p{L}{2,}""")]
    private static partial Regex Words();

    [GeneratedRegex("""\G(?:@?\b(?:else if|if|foreach|for|using)\b ?(?=\()|\belse\b|@\{|@(?:inject|using|namespace)[^\n]*|@(?:key|\w+)(?=[=\[(.])|@(?=\()|@\w+|var [^\n]*;)""")]
    private static partial Regex Code();
}
