namespace Collab.Formats.Import.Numerals;

/// <summary>Chinese numbers up to 9999 as used in China, Japan and older Korean texts: <c>十二</c>, <c>一百二十</c>, <c>二〇</c>.</summary>
internal static class ChineseNumeral
{
    private const int MaxLength = 9;
    private const string Digits = "〇一二三四五六七八九";
    private const string FormalDigits = "零壹贰叁肆伍陆柒捌玖";

    public static NumeralReading? Read(ReadOnlySpan<char> text)
    {
        var total = 0;
        var pending = -1;
        var positional = true;
        var at = 0;
        for (; at < text.Length && at < MaxLength; at++)
        {
            if (DigitOf(text[at]) is >= 0 and var digit)
            {
                pending = positional && pending >= 0 && total == 0 ? (pending * 10) + digit : digit;
            }
            else if (UnitOf(text[at]) is > 0 and var unit)
            {
                positional = false;
                total += (pending < 0 ? 1 : pending) * unit;
                pending = -1;
            }
            else
            {
                break;
            }
        }

        return at == 0 || at == MaxLength || pending > 9999 ? null : new(NumeralSystem.Chinese, new(total + Math.Max(pending, 0)), at);
    }

    private static int DigitOf(char c) => c switch
    {
        '两' or '兩' => 2,
        '貳' => 2,
        '參' => 3,
        '陸' => 6,
        _ => Math.Max(Digits.IndexOf(c), FormalDigits.IndexOf(c)),
    };

    private static int UnitOf(char c) => c switch { '十' or '拾' => 10, '百' or '佰' => 100, '千' or '仟' => 1000, _ => 0 };
}
