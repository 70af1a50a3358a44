using System.Globalization;
using Collab.Web.Languages;
using Collab.Web.Tests.Pages;

namespace Collab.Web.Tests.Parts;

/// <summary>Numbers, dates and names in the languages of the pages.</summary>
public sealed class LanguageTests
{
    // As the rules of CLDR have them.
    [Theory]
    [InlineData("en", "1", "0 2 5 11 21 101")]
    [InlineData("de", "1", "0 2 5 11 21 101")]
    [InlineData("ru", "1 21 101 1001", "2 3 4 22 104", "0 5 11 12 13 14 20 25 111 112")]
    [InlineData("ar", "0", "1", "2", "3 10 103 110", "11 26 99 111", "100 101 102 200 1000")]
    public void A_number_has_its_form(string language, params string[] forms)
    {
        Assert.Equal(Plural.FormsOf(language), forms.Length);
        for (var form = 0; form < forms.Length; form++)
            Assert.All(forms[form].Split(' '), number => Assert.Equal(form, Plural.Of(language, long.Parse(number, CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("en", "3 Mar 2026, 08:05", "3 Mar")]
    [InlineData("de", "3. März 2026, 08:05", "3. März")]
    [InlineData("ru", "3 марта 2026, 08:05", "3 марта")]
    [InlineData("ar", "3 مارس 2026, 08:05", "3 مارس")]
    public void A_date_is_written_as_they_write_it(string language, string moment, string day)
    {
        var at = new DateTimeOffset(2026, 3, 3, 9, 5, 0, TimeSpan.FromHours(1));
        Assert.Equal(moment, Language.Find(language)!.MomentOf(at));
        Assert.Equal(day, Language.Find(language)!.DayOf(at));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_page_comes_in_every_language_with_its_direction_and_shows_what_people_wrote_as_text(string name)
    {
        foreach (var language in Language.All.Where(language => language != Language.English))
        {
            var page = await InAsync(language, () => Rendered.PageAsync(name));
            Assert.Equal(language.Tag, page.DocumentElement.GetAttribute("lang"));
            Assert.Equal(language.Direction, page.DocumentElement.GetAttribute("dir"));
            Assert.Empty(page.QuerySelectorAll("img[src=x], svg, script:not([src]):not([type=importmap]):not([type='application/json'])"));
            // A way to a link, a field or a button is the same in all of them.
            var english = await Rendered.PageAsync(name);
            foreach (var what in (string[])["a[href]", "input", "button", "select", "[id]:not(#words)"])
                Assert.Equal(english.QuerySelectorAll(what).Length, page.QuerySelectorAll(what).Length);
        }
    }

    public static TheoryData<string> Pages => [.. Samples.Pages.Keys];

    private static async Task<T> InAsync<T>(Language language, Func<Task<T>> act)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language.Culture;
        try
        {
            return await act();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
