using System.Globalization;

namespace Collab.Web.Languages;

/// <summary>A language of the pages. Its cultures hold no data (docs/decisions/0413): how it writes a date is said here.</summary>
/// <param name="Tag">As BCP 47 has it ("de").</param>
/// <param name="Name">What those who speak it call it.</param>
/// <param name="Day">How a day of a year is written, as a format of .NET ("d MMM").</param>
/// <param name="Months">The months in a date, January first; null for those of the invariant culture, which are English.</param>
public sealed record Language(string Tag, string Name, string Day, string[]? Months)
{
    /// <summary>What a page is in for whoever asks for none of the others.</summary>
    public static Language English { get; } = new("en", "English", "d MMM", null);

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        English,
        new("de", "Deutsch", "d. MMM", ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."]),
        new("ru", "Русский", "d MMM", ["янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек."]),
        new("ar", "العربية", "d MMM", ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]),
    ];

    /// <summary>The one of the request: of <see cref="CultureInfo.CurrentUICulture"/>.</summary>
    public static Language Current => Find(CultureInfo.CurrentUICulture.Name) ?? English;

    /// <summary>What the page's lang attribute has to say for a part that is English whatever the page is in; null in an English page.</summary>
    public static string? OfEnglish => Current == English ? null : English.Tag;

    /// <summary>What the lang attribute of people's own words says: that nobody knows their language; null in an English page, as it always was.</summary>
    public static string? OfTexts => Current == English ? null : "";

    /// <summary>What the page's dir attribute says: "rtl", or null for a language that is written from left to right.</summary>
    public string? Direction => Tag == "ar" ? "rtl" : null;

    /// <summary>The culture by which its resources are found.</summary>
    public CultureInfo Culture { get; } = new(Tag);

    /// <summary>The language with a tag, in whatever case; null for one that the pages do not have.</summary>
    public static Language? Find(string? tag) => All.FirstOrDefault(language => language.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase));

    /// <summary>"23 Nov".</summary>
    public string DayOf(DateTimeOffset at) => Format(at, Day);

    /// <summary>"23 Nov, 08:30", in UTC.</summary>
    public string DayAndTimeOf(DateTimeOffset at) => Format(at, $"{Day}, HH:mm");

    /// <summary>"23 Nov 2026, 08:30", in UTC.</summary>
    public string MomentOf(DateTimeOffset at) => Format(at, $"{Day} yyyy, HH:mm");

    private string Format(DateTimeOffset at, string format)
    {
        var written = (DateTimeFormatInfo)DateTimeFormatInfo.InvariantInfo.Clone();
        if (Months is not null)
            written.AbbreviatedMonthNames = written.AbbreviatedMonthGenitiveNames = [.. Months, ""];
        return at.UtcDateTime.ToString(format, written);
    }
}
