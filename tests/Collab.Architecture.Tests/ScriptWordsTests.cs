using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Collab.Architecture.Tests;

/// <summary>What the scripts say to people goes through text/language.ts, and is there in every language.</summary>
public sealed partial class ScriptWordsTests
{
    private const string Scripts = "src/Collab.Web/ts/";

    /// <summary>Forms of a plural in CLDR, without that of fractions.</summary>
    private static readonly Dictionary<string, int> Forms = new() { ["ar"] = 6, ["de"] = 2, ["ru"] = 3 };

    /// <summary>What looks like words and is said to nobody, by file and text.</summary>
    private static readonly Dictionary<(string File, string Text), string> NotSaid = new()
    {
        [("live/hubclient.ts", "The connection is closed.")] = "Why a connection ended: the room tries again and shows none of it.",
        [("live/hubclient.ts", "The connection was given up.")] = "As above.",
        [("live/hubclient.ts", "The connection is not open.")] = "As above.",
        [("live/hubclient.ts", "The server closed the connection.")] = "As above.",
        [("live/hubclient.ts", "The server has said nothing for too long.")] = "As above.",
        [("model/past.ts", "What was fetched of the past does not follow: ${after}.")] = "A fault of ours, for whoever debugs it.",
        [("model/markdown.ts", "noopener noreferrer")] = "An attribute of links.",
        [("model/wire.ts", "Name erased")] = "The name that the server gives: both compare it.",
        [("pages/check.ts", "No WebSocket.")] = "Caught, for the other way to be tried.",
        [("store/store.ts", "Lead")] = "A command.",
        [("view/room.ts", "Lead")] = "A command.",
        [("view/scale.ts", "agree with changes")] = "A stance as the log has it.",
        [("view/settings.ts", "theme=${next ?? \"\"}; path=/; samesite=lax; max-age=${next ? 31_536_000 : 0}")] = "A cookie.",
        [("view/settings.ts", "light dark")] = "The value of color-scheme.",
        [("view/bar.tsx", "Collab")] = "The name of the product.",
        [("view/picker.tsx", "Shift")] = "What stands on the key.",
        [("view/picker.tsx", "Enter")] = "What stands on the key.",
    };

    public static TheoryData<string, string> Catalogs => new()
    {
        { "Room", "de" }, { "Room", "ru" }, { "Room", "ar" }, { "Scripts", "de" }, { "Scripts", "ru" }, { "Scripts", "ar" },
    };

    [Theory]
    [MemberData(nameof(Catalogs))]
    public void Every_sentence_is_there_in_every_language_and_none_that_nobody_says(string name, string language)
    {
        var said = SaidBy(name);
        var words = Read(name, language);
        AssertNone(said.Keys.Except(words.Keys).Select(key => $"missing: {key}").Concat(words.Keys.Except(said.Keys).Select(key => $"stale: {key}")));
        Assert.Equal(words.Keys.Order(StringComparer.Ordinal), words.Keys);
        // The names of resources know no small and capital letters: of two the second would be left out.
        AssertNone(words.Keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => string.Join(" = ", same)));
    }

    [Theory]
    [MemberData(nameof(Catalogs))]
    public void A_translation_has_the_places_of_its_sentence_and_a_plural_all_its_forms(string name, string language)
    {
        var said = SaidBy(name);
        AssertNone(Read(name, language).Where(pair => said.ContainsKey(pair.Key)).SelectMany(pair => Wrong(pair.Key, said[pair.Key], pair.Value, Forms[language])));
    }

    [Fact]
    public void Whatever_a_script_says_goes_through_the_words_of_the_page() => AssertNone(Files.Where(file => file != Scripts + "text/language.ts").SelectMany(file =>
        Bare(file[Scripts.Length..], Repository.Read(file)).Where(text => !NotSaid.ContainsKey((file[Scripts.Length..], text))).Select(text => $"{file}: {text}")));

    [Fact]
    public void Whatever_is_said_to_nobody_is_there() => AssertNone(NotSaid.Keys.Where(one => !Bare(one.File, Repository.Read(Scripts + one.File)).Contains(one.Text)).Select(one => $"{one.File}: {one.Text}"));

    [Theory]
    [InlineData("view/a.tsx", "<p>Not sent yet</p>", "Not sent yet")]
    [InlineData("view/a.tsx", "<p>{t(\"Not sent yet\")}</p>", null)]
    [InlineData("view/a.tsx", "<p>{n} of {all} match</p>", "match")]
    [InlineData("view/a.tsx", "<a aria-label=\"Close\"></a>", "Close")]
    [InlineData("view/a.tsx", "<a class=\"held first\" data-x=\"Close\"></a>", null)]
    [InlineData("view/a.ts", "say(\"Copied\")", "Copied")]
    [InlineData("view/a.ts", "say(on ? \"Locked.\" : t(\"Unlocked.\"))", "Locked.")]
    [InlineData("view/a.ts", "say(`${who} answers`)", "${who} answers")]
    [InlineData("view/a.ts", "// Not sent yet\nsay(t(\"Sent\"))", null)]
    [InlineData("view/a.ts", "plural(n, \"{n} note\", \"{n} notes\")", null)]
    public void Words_that_are_not_wrapped_are_found(string file, string code, string? found) => Assert.Equal(found is null ? [] : [found], Bare(file, code));

    private static IEnumerable<string> Files => Repository.Files.Where(file => file.StartsWith(Scripts, StringComparison.Ordinal));

    /// <summary>The sentences of the room, or of the scripts of the other pages, with all that they import: by their keys, with the form for one of a plural.</summary>
    private static Dictionary<string, string?> SaidBy(string name)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(name == "Room" ? ["main.tsx"] : Files.Where(file => file.StartsWith(Scripts + "pages/", StringComparison.Ordinal)).Select(file => file[Scripts.Length..]));
        var said = new Dictionary<string, string?>();
        while (open.TryPop(out var file))
        {
            if (!seen.Add(file))
                continue;
            var text = Repository.Read(Scripts + file);
            foreach (Match match in Sentence().Matches(text))
                said.TryAdd(Unescaped(match.Groups["text"].Value), null);
            foreach (Match match in Plural().Matches(text))
                said[Unescaped(match.Groups["many"].Value)] = Unescaped(match.Groups["one"].Value);
            foreach (var path in Import().Matches(text).Select(match => new Uri(new Uri("http://ts/" + file), match.Groups["from"].Value).AbsolutePath[1..^3]))
                open.Push(Files.Contains($"{Scripts}{path}.ts") ? path + ".ts" : path + ".tsx");
        }

        return said;
    }

    private static Dictionary<string, string> Read(string name, string language) =>
        XDocument.Parse(Repository.Read($"src/Collab.Web/Resources/{name}.{language}.resx"), LoadOptions.PreserveWhitespace).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Wrong(string key, string? one, string translation, int forms)
    {
        var said = translation.Split(" | ");
        if (translation.Trim().Length == 0 && key.Trim().Length > 0)
            yield return $"empty: {key}";
        // Where all forms are the same, one is enough.
        if (one is null ? said.Length != 1 : said.Length != forms && said.Length != 1)
            yield return $"{said.Length} forms: {key}";
        foreach (var form in said)
        {
            var missing = Places(key).Except(Places(form)).Where(place => one is null || place != "{n}");
            foreach (var place in missing.Concat(Places(form).Except(Places(key))))
                yield return $"{place}: {key}";
        }
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    private static string Unescaped(string literal) => Regex.Replace(literal, @"\\(.)", match => match.Groups[1].Value == "n" ? "\n" : match.Groups[1].Value);

    /// <summary>Words in a script that are neither wrapped nor a comment: texts of elements, attributes that are read out, strings that look like sentences.</summary>
    private static List<string> Bare(string file, string text)
    {
        text = Import().Replace(Comment().Replace(text, ""), "");
        var found = new List<string>();
        if (file.EndsWith(".tsx", StringComparison.Ordinal))
            found.AddRange(Attribute().Matches(text).Select(match => match.Groups["text"].Value));
        text = Attribute().Replace(Classes().Replace(Plural().Replace(Sentence().Replace(text, "t("), "plural("), ""), "");
        foreach (Match match in Literal().Matches(text))
        {
            var literal = match.Groups["text"].Value;
            var words = Regex.Replace(literal, @"\$\{[^}]*\}", "§");
            if (!Selector().IsMatch(words) && (Prose().IsMatch(words) || (Capital().IsMatch(words) && Sink().IsMatch(text[..match.Index]))))
                found.Add(literal);
        }

        if (file.EndsWith(".tsx", StringComparison.Ordinal))
            found.AddRange(ElementText().Matches(Literal().Replace(text, "0")).Select(match => match.Groups["text"].Value.Trim()).Where(words => !Keyword().IsMatch(words)));
        return found;
    }

    private static void AssertNone(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, "\n" + string.Join('\n', all));
    }

    [GeneratedRegex("""(?<![\w.$"])(t|woven)\("(?<text>([^"\\]|\\.)*)""" + "\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Sentence();

    [GeneratedRegex("""(?<![\w.$"])plural\([^"`]{1,80}"(?<one>([^"\\]|\\.)*)", "(?<many>([^"\\]|\\.)*)""" + "\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Plural();

    [GeneratedRegex("""^(import|export) (?!type )[^;"]*"(?<from>\.[^"]+)";|\bimport\("(?<from>\.[^"]+)"\)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"\{\w+\}|</?\w+>")]
    private static partial Regex Place();

    [GeneratedRegex(@"/\*.*?\*/|(?<=^|\s)//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("""\s(aria-label|aria-valuetext|title|placeholder|label|alt|text|word)="(?<text>[^"]*\p{L}[^"]*)""" + "\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Attribute();

    [GeneratedRegex("""\b(class|className|class: name) ?= ?("[^"]*"|\{[^{}]*(\{[^{}]*(\{[^{}]*\}[^{}]*)*\}[^{}]*)*\})""", RegexOptions.ExplicitCapture)]
    private static partial Regex Classes();

    [GeneratedRegex("""
        "(?<text>([^"\\\n]|\\.)*)"|`(?<text>([^`\\\n]|\\.)*)`
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    [GeneratedRegex(@"^[.:#\[]|\[data-|^(input|select|section)\b|^\(prefers-|^(yes|own|no)( (yes|own|no)){4}$|^/", RegexOptions.ExplicitCapture)]
    private static partial Regex Selector();

    [GeneratedRegex(@"\p{L}{2,}[,;:.]? [\p{L}“]{2,}|§,? \p{L}{2,}|\p{L}{2,}:? §|^\p{Lu}\p{Ll}+[.…?!]$")]
    private static partial Regex Prose();

    [GeneratedRegex(@"^\p{Lu}\p{Ll}+$")]
    private static partial Regex Capital();

    [GeneratedRegex(@"(\?\??|:|\b(?<!\.)(say|reload|fail)\(|\bsay\(|(textContent|title|placeholder) =) ?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Sink();

    [GeneratedRegex("""(((?<![=\-])>)|\})(?<text>[^<>{}=;()&|?\[\]\n"`:]*\p{L}{2,}[^<>{}=;()&|?\[\]\n"`]*)(?=[<{])""", RegexOptions.ExplicitCapture)]
    private static partial Regex ElementText();

    [GeneratedRegex(@"^(else|catch|finally|from|as|of)\b|^, \w+:$")]
    private static partial Regex Keyword();
}
