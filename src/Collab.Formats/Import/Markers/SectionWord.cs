namespace Collab.Formats.Import.Markers;

/// <summary>The words that texts put before a number, in the languages whose texts are likely to be read.</summary>
internal static class SectionWord
{
    private const int MaxLength = 14;

    private static readonly Dictionary<string, SectionRank> Words = new(StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, SectionRank>.AlternateLookup<ReadOnlySpan<char>> Lookup;

    static SectionWord()
    {
        Add(SectionRank.Book, "book buch livre libro livro книга kniha księga boek kitap");
        Add(SectionRank.Part, "part teil partie parte часть частина część část deel del kısım annex annexe anhang anexo allegato appendix приложение schedule μέρος الجزء القسم חלק भाग ภาค phần bagian");
        Add(SectionRank.Title, "title titel titre título titolo titulo τίτλος");
        Add(SectionRank.Chapter, "chapter chap kapitel chapitre capítulo capitolo capitulo глава rozdział kapitola hoofdstuk kapittel bölüm κεφάλαιο الفصل الباب פרק अध्याय หมวด chương bab sura fejezet");
        Add(SectionRank.Section, "section sec sect abschnitt sección seção sezione раздел розділ sekcja oddíl afdeling avsnitt الفرع bagian mục");
        Add(SectionRank.Article, "article art articles artikel artículo articulo articolo artigo статья ст стаття артыкул член чл članak člen článek čl artykuł artikkel artikkeli madde άρθρο المادة مادة ماده סעיף अनुच्छेद धारा ข้อ มาตรา điều pasal artikull cikk straipsnis pants raksts");
        Add(SectionRank.Paragraph, "paragraph para paragraf paragraphe párrafo paragrafo параграф");
        Add(SectionRank.Clause, "clause cl point item thesis these punkt пункт п bod punto ponto rule regel règle regla правило resolution resolved clausula cláusula klausel principle demand nr นข้อ khoản بند البند");
        Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <returns>The word at the start of the text and its length with the dot and the white space after it; else null.</returns>
    public static (SectionRank Rank, int Length)? Read(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] == '§')
        {
            var signs = text.Length > 1 && text[1] == '§' ? 2 : 1;
            return (SectionRank.Paragraph, signs + Spaces(text[signs..]));
        }

        var length = 0;
        while (length < text.Length && length <= MaxLength && !char.IsWhiteSpace(text[length]) && text[length] != '.')
            length++;
        if (length is 0 or > MaxLength || !Lookup.TryGetValue(text[..length], out var rank))
            return null;
        if (length < text.Length && text[length] == '.')
            length++;
        var spaces = Spaces(text[length..]);
        return spaces == 0 ? null : (rank, length + spaces);
    }

    private static int Spaces(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsWhiteSpace(text[length]))
            length++;
        return length;
    }

    private static void Add(SectionRank rank, string words)
    {
        foreach (var word in words.Split(' '))
            Words.TryAdd(word, rank);
    }
}
