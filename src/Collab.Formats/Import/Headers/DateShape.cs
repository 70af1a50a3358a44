using System.Text.RegularExpressions;

namespace Collab.Formats.Import.Headers;

/// <summary>Recognises a line that is nothing but a date, perhaps with a place: <c>Geneva, 2 May 1931</c>, <c>1917年11月2日</c>.</summary>
internal static partial class DateShape
{
    private const int MaxLength = 60;

    private static readonly string[] Months =
    [
        "jan", "feb", "fév", "fev", "mar", "mär", "apr", "abr", "avr", "may", "mai", "maj", "mag", "jun", "jui", "giu", "jul", "lug",
        "aug", "aoû", "ago", "sep", "set", "oct", "okt", "ott", "out", "nov", "dec", "dez", "déc", "dic", "gen", "ene",
        "янв", "фев", "мар", "апр", "мая", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "ιαν", "φεβ", "μαρ", "απρ", "μαΐ",
        "ιουν", "ιουλ", "αυγ", "σεπ", "οκτ", "νοε", "δεκ",
    ];

    public static bool IsDate(string text) =>
        text.Length <= MaxLength
        && (Numeric().IsMatch(text) || DayFirst().IsMatch(text) || EastAsian().IsMatch(text)
            || (MonthFirst().Match(text) is { Success: true } match && StartsWithMonth(match.Groups["month"].ValueSpan)));

    private static bool StartsWithMonth(ReadOnlySpan<char> word)
    {
        foreach (var month in Months)
        {
            if (word.StartsWith(month, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"^(\p{L}[\p{L} ]{1,25}, )?((\d{1,2}[./-]){2}\d{2,4}|\d{4}([./-]\d{1,2}){1,2}|\(?\d{4}\)?)\.?$", RegexOptions.NonBacktracking)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^(\p{L}[\p{L} ]{1,25}, )?(\p{Lu}\p{L}+, )?(the |le |den |el |il |am |d\. )?\d{1,2}(st|nd|rd|th|\.|º|er)? ?(\(\d{1,2}\) )?(de |of |d')?\p{L}{3,12}\.?,? (de |del )?\d{4}( ?г\.?| ?р\.?)?\.?$", RegexOptions.NonBacktracking)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(\p{L}[\p{L} ]{1,25}, )?(?<month>\p{L}{3,12})\.? (\d{1,2}(st|nd|rd|th)? ?(\(\d{1,2}\))?,? ?)?\d{4}\.?$", RegexOptions.NonBacktracking)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^[\p{L} ]{0,12}[\d〇一二三四五六七八九十元]{1,6} ?[年년]( ?[\d一二三四五六七八九十]{1,3} ?[月월]( ?[\d一二三四五六七八九十]{1,3} ?[日일])?)?$", RegexOptions.NonBacktracking)]
    private static partial Regex EastAsian();
}
