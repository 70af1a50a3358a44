namespace Collab.Formats.Import.Numerals;

/// <summary>Numbers written out after a word such as "Part": <c>ONE</c>, <c>First</c>, <c>premier</c>, <c>первая</c>.</summary>
internal static class NumberWord
{
    private const int MaxLength = 14;

    private static readonly Dictionary<string, int> Words = new(StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup;

    static NumberWord()
    {
        Add("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty");
        Add("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth");
        Add("premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième");
        Add("première seconde");
        Add("primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo");
        Add("primera segunda tercera cuarta quinta sexta séptima octava novena décima");
        Add("primo secondo terzo quarto");
        Add("prima seconda terza quarta");
        Add("primeiro segundo terceiro quarto");
        Add("primeira segunda terceira quarta");
        Add("eins zwei drei vier fünf sechs sieben acht neun zehn");
        Add("первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая");
        Add("первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый");
        Add("первое второе третье четвертое");
        Add("перша друга третя четверта п'ята");
        Add("الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة");
        Add("الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر");
        Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static NumeralReading? Read(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length <= MaxLength && (char.IsLetter(text[length]) || text[length] == '\''))
            length++;
        return length <= MaxLength && Lookup.TryGetValue(text[..length], out var value)
            ? new(NumeralSystem.Word, new(value), length)
            : null;
    }

    private static void Add(string words)
    {
        var value = 0;
        foreach (var word in words.Split(' '))
            Words.TryAdd(word, ++value);
    }
}
