using Collab.Domain.Documents;

namespace Collab.Formats.Import.Headers;

/// <summary>Reads <c>Key: value</c>, and knows the keys that mean the same in every text.</summary>
internal static class HeaderKey
{
    public const string Title = "title";
    private const int MaxLength = 40;
    private const int MaxWords = 6;

    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Dates = new(StringComparer.OrdinalIgnoreCase)
    {
        "written", "adopted", "dated", "signed", "published", "first published", "geschrieben", "verabschiedet", "beschlossen", "veröffentlicht",
        "écrit", "adopté", "publié", "escrito", "adoptado", "publicado", "написано", "принято", "опубликовано", "通过", "发表",
    };

    static HeaderKey()
    {
        Add(DocumentMetadata.AuthorKey, "author|authors|by|writer|autor|autorin|auteur|autrice|autora|autore|автор|авторы|συγγραφέας|作者|著者|저자|المؤلف|מחבר|लेखक|yazar|forfatter|författare|szerző");
        Add(DocumentMetadata.DateKey, "date|datum|fecha|data|дата|ημερομηνία|日期|日付|날짜|التاريخ|תאריך|दिनांक|तारीख|tarih|dato|dátum");
        Add(DocumentMetadata.SourceKey, "source|sources|quelle|fuente|fonte|источник|джерело|πηγή|来源|來源|出典|출처|المصدر|מקור|स्रोत|kaynak|źródło|bron|kilde|källa|forrás");
        Add(Title, "title|titel|titre|título|titolo|название|заглавие|назва|τίτλος|标题|標題|題名|제목|العنوان|כותרת|शीर्षक|tytuł|tittel|cím");
    }

    /// <returns>The key as printed and its value; null where the line has another shape.</returns>
    public static (string Key, string Value)? Read(string line)
    {
        var colon = line.AsSpan().IndexOfAny(':', '：');
        if (colon is < 1 or > MaxLength)
            return null;
        var key = line[..colon].Trim();
        var value = line[(colon + 1)..].Trim();
        if (key.Length == 0 || value.Length == 0 || value.StartsWith("//", StringComparison.Ordinal) || char.IsLower(key[0]) && !IsKnown(key))
            return null;
        var words = 1 + key.Count(c => c == ' ');
        return char.IsLetter(key[0]) && words <= MaxWords && key.All(IsKeyCharacter) ? (key, value) : null;
    }

    public static bool IsKnown(string key) => Known.ContainsKey(key) || Dates.Contains(key);

    /// <summary>A key that dates the text where no plain date is given.</summary>
    public static bool IsSecondDate(string key) => Dates.Contains(key);

    /// <summary>The key that it is stored under.</summary>
    public static string Canonical(string key) => Known.GetValueOrDefault(key, key);

    private static bool IsKeyCharacter(char c) =>
        char.IsLetterOrDigit(c) || c is ' ' or '\u00a0' or '&' or '-' or '\'' or '’' or '/' or '(' or ')' or '_'
        || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static void Add(string canonical, string keys)
    {
        foreach (var key in keys.Split('|'))
            Known[key] = canonical;
    }
}
