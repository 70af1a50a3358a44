using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>Numbering as people really write it, in many scripts. All texts are made up.</summary>
public class NumberingTests
{
    public static TheoryData<string, string[]> Flat => new()
    {
        { "Latin digits with a dot", ["1.", "2.", "3."] },
        { "in parentheses", ["(1)", "(2)", "(3)"] },
        { "with a closing parenthesis", ["1)", "2)", "3)"] },
        { "with a colon", ["1:", "2:", "3:"] },
        { "with a dash", ["1 –", "2 –", "3 –"] },
        { "in brackets", ["[1]", "[2]", "[3]"] },
        { "inserted", ["12.", "12a.", "12b.", "13."] },
        { "section signs", ["§ 1", "§ 2", "§ 2a", "§ 3"] },
        { "section signs without space", ["§1", "§2", "§3"] },
        { "articles", ["Article 1", "Article 2", "Article 3"] },
        { "articles with a dot", ["Art. I.", "Art. II.", "Art. III."] },
        { "articles in French", ["Article premier", "Article 2", "Article 2 bis", "Article 3"] },
        { "articles in Spanish", ["Artículo 1.º", "Artículo 2.º", "Artículo 3.º"] },
        { "articles in German", ["Artikel 1", "Artikel 2", "Artikel 3"] },
        { "articles in Russian", ["Статья 1.", "Статья 2.", "Статья 3."] },
        { "articles in Greek", ["Άρθρο 1.", "Άρθρο 2.", "Άρθρο 3."] },
        { "articles in Turkish", ["MADDE 1 –", "MADDE 2 –", "MADDE 3 –"] },
        { "articles in Arabic", ["المادة ١:", "المادة ٢:", "المادة ٣:"] },
        { "articles in words in Arabic", ["المادة الأولى:", "المادة الثانية:", "المادة الثالثة:"] },
        { "articles in Hindi", ["अनुच्छेद १", "अनुच्छेद २", "अनुच्छेद ३"] },
        { "articles in Chinese", ["第九条", "第十条", "第十一条", "第十二条", "第十二条之一", "第十三条"] },
        { "articles in Chinese to a hundred", ["第九十九条", "第一百条", "第一百零一条", "第一百零二条"] },
        { "articles in Korean", ["제1조", "제2조", "제3조"] },
        { "sections", ["Section 1.", "Sec. 2.", "Section 3."] },
        { "clauses", ["Clause 1", "Clause 2", "Clause 3"] },
        { "Roman", ["I.", "II.", "III.", "IV.", "V."] },
        { "small Roman", ["(i)", "(ii)", "(iii)", "(iv)", "(v)"] },
        { "letters", ["(a)", "(b)", "(c)"] },
        { "capital letters", ["A.", "B.", "C."] },
        { "letters past i and v", [.. "abcdefghijklmnopqrstuvwx".Select(letter => $"{letter})")] },
        { "double letters", ["aa)", "bb)", "cc)"] },
        { "Cyrillic letters", ["а)", "б)", "в)", "г)", "д)", "е)", "ж)"] },
        { "Greek letters", ["α)", "β)", "γ)", "δ)", "ε)", "στ)", "ζ)"] },
        { "Hebrew letters", ["א.", "ב.", "ג.", "ד."] },
        { "Hebrew letters past ten", ["ט.", "י.", "יא.", "יב."] },
        { "Arabic letters", ["أ)", "ب)", "ج)", "د)"] },
        { "Hangul letters", ["가.", "나.", "다."] },
        { "Chinese with a comma", ["一、", "二、", "三、"] },
        { "Chinese in parentheses", ["（一）", "（二）", "（三）"] },
        { "full width", ["１．", "２．", "３．"] },
        { "full width in parentheses", ["（１）", "（２）", "（３）"] },
        { "Arabic-Indic digits", ["١.", "٢.", "٣."] },
        { "Devanagari digits", ["१.", "२.", "३."] },
        { "Bengali digits", ["১)", "২)", "৩)"] },
        { "circled", ["①", "②", "③"] },
    };

    [Theory]
    [MemberData(nameof(Flat))]
    public void A_list_is_split_at_its_numbers(string name, string[] markers)
    {
        Assert.NotEmpty(name);
        var text = string.Join("\n\n", markers.Select((marker, index) => $"{marker} Text of clause {index}."));
        var draft = TextImport.Split(text, TextFormat.Text);
        Assert.Equal(markers.Select(LabelOf), draft.Clauses.Select(clause => clause.Label));
        Assert.Equal(markers.Select((_, index) => $"Text of clause {index}."), draft.Clauses.Select(clause => clause.Text));
        Assert.All(draft.Clauses, clause => Assert.Equal(0, clause.Level));
    }

    [Theory]
    [MemberData(nameof(Flat))]
    public void A_list_without_empty_lines_is_split_at_its_numbers(string name, string[] markers)
    {
        Assert.NotEmpty(name);
        var text = "We agree upon this:\n" + string.Join('\n', markers.Select((marker, index) => $"{marker} Text of clause {index}."));
        Assert.Equal([null, .. markers.Select(LabelOf)], TextImport.Split(text, TextFormat.Text).Clauses.Select(clause => clause.Label));
    }

    [Theory]
    [MemberData(nameof(Flat))]
    public void Markdown_has_the_same_numbers(string name, string[] markers)
    {
        Assert.NotEmpty(name);
        var text = string.Join("\n\n", markers.Select((marker, index) => $"{marker} Text of clause {index}."));
        Assert.Equal(markers.Select(LabelOf), TextImport.Split(text, TextFormat.Markdown).Clauses.Select(clause => clause.Label));
    }

    private static string? LabelOf(string marker) => marker.TrimEnd(' ', '.', ':', '–', '．', '、');
}
