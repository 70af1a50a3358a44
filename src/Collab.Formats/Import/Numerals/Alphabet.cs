namespace Collab.Formats.Import.Numerals;

/// <summary>The order of letters in scripts whose lists are lettered. A letter that many lists leave out counts as inserted.</summary>
internal static class Alphabet
{
    // A letter in parentheses is left out by some who count: Russian lists have е, ё, ж as well as е, ж.
    private static readonly (NumeralSystem System, string Letters)[] Orders =
    [
        (NumeralSystem.CyrillicLower, "абвг(ґ)де(ё)(є)жзи(і)(ї)(й)клмнопрстуфхцчшщ(ъ)(ы)(ь)эюя"),
        (NumeralSystem.CyrillicUpper, "АБВГ(Ґ)ДЕ(Ё)(Є)ЖЗИ(І)(Ї)(Й)КЛМНОПРСТУФХЦЧШЩ(Ъ)(Ы)(Ь)ЭЮЯ"),
        (NumeralSystem.GreekLower, "αβγδε(ϛ)ζηθικλμνξοπρστυφχψω"),
        (NumeralSystem.GreekUpper, "ΑΒΓΔΕ(Ϛ)ΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"),
        (NumeralSystem.Abjad, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
        (NumeralSystem.Hijai, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        (NumeralSystem.Hangul, "가나다라마바사아자차카타파하"),
        (NumeralSystem.Devanagari, "कखगघ(ङ)चछजझ(ञ)टठडढ(ण)तथदधनपफबभमयरलवशषसह"),
        (NumeralSystem.Thai, "ก(ข)ค(ฆ)งจฉชซ(ฌ)ญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
        (NumeralSystem.Georgian, "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"),
        (NumeralSystem.ArmenianLower, "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"),
        (NumeralSystem.ArmenianUpper, "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ"),
        (NumeralSystem.Kana, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
        (NumeralSystem.Iroha, "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"),
        (NumeralSystem.HeavenlyStem, "甲乙丙丁戊己庚辛壬癸"),
    ];

    private static readonly ILookup<char, NumeralReading> Readings = Orders
        .SelectMany(order => Places(order.System, order.Letters))
        .ToLookup(place => place.Letter, place => place.Reading);

    public static void Read(ReadOnlySpan<char> text, List<NumeralReading> readings)
    {
        if (text.StartsWith("στ") && (text.Length == 2 || !char.IsLetter(text[2])))
        {
            readings.Add(new(NumeralSystem.GreekLower, new(5, 1), 2));
            return;
        }

        // The Arabic letter heh is written with a stroke after it so that it is seen to be a letter.
        var length = text.Length > 1 && text[1] == 'ـ' ? 2 : 1;
        if (text.Length > length && char.IsLetterOrDigit(text[length]))
            return;
        foreach (var reading in Readings[text[0]])
            readings.Add(reading with { Length = length });
    }

    private static IEnumerable<(char Letter, NumeralReading Reading)> Places(NumeralSystem system, string letters)
    {
        var value = 0;
        var insert = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] is '(')
            {
                insert++;
                i++;
                yield return (letters[i], new(system, new(value, insert), 1));
                i++;
                continue;
            }

            insert = 0;
            yield return (letters[i], new(system, new(++value), 1));
        }
    }
}
