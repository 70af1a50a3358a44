using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Collab.Domain.Commands;

namespace Collab.Domain.Seminars;

/// <summary>
/// What is left of a name when everything is taken away by which two names look alike and are not: case, accents, spaces,
/// characters of no width, and letters of other scripts that look like Latin ones (after the idea of Unicode TR 39).
/// </summary>
public static class NameSkeleton
{
    private const string Lookalikes =
        "аa вb сc еe һh іi јj кk мm нh оo рp ѕs тt уy хx ѵv ԁd ԛq ԝw αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ıi 0o 1l |l łl øo đd ħh ɑa ɡg ӏl ℓl ℯe ℊg ℴo ℎh ℹi " +
        "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz " +
        "ᵃa ᵇb ᶜc ᵈd ᵉe ᶠf ᵍg ʰh ⁱi ʲj ᵏk ˡl ᵐm ⁿn ᵒo ᵖp ʳr ˢs ᵗt ᵘu ᵛv ʷw ˣx ʸy ᶻz " +
        "\u2010- \u2011- \u2012- \u2013- \u2014- \u2015- \u2212- \uFE58- \uFE63- " +
        "ℂc ℍh ℕn ℙp ℚq ℝr ℤz ℬb ℰe ℱf ℋh ℐi ℒl ℳm ℛr ℭc ℌh ℑi ℜr ℨz";

    // As capitals they look like other letters than their small forms do.
    private const string Capitals = "Il Ηh Μm Νn Υy Ζz Іl Ιl";

    // Alphabets that Unicode repeats in another dress, by their first letter: squared and circled ones have no small letters.
    private static readonly (int First, int Last, int Letters, char As)[] Dressed =
    [
        (0xFF21, 0xFF3A, 26, 'a'), (0xFF41, 0xFF5A, 26, 'a'), (0xFF10, 0xFF19, 10, '0'), (0x1D400, 0x1D6A3, 26, 'a'), (0x1D7CE, 0x1D7FF, 10, '0'),
        (0x249C, 0x24B5, 26, 'a'), (0x24B6, 0x24E9, 26, 'a'), (0x1F110, 0x1F129, 26, 'a'), (0x1F130, 0x1F149, 26, 'a'), (0x1F150, 0x1F169, 26, 'a'),
        (0x1F170, 0x1F189, 26, 'a'), (0x1F1E6, 0x1F1FF, 26, 'a'),
    ];

    private static readonly FrozenDictionary<Rune, Rune> Latin = $"{Lookalikes} {Capitals}".Split(' ')
        .Select(pair => pair.EnumerateRunes().ToArray()).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Whether two names would be taken for each other.</summary>
    public static bool Alike(string one, string other) =>
        Of(one) == Of(other) || Of(one.ToLowerInvariant()) == Of(other.ToLowerInvariant());

    public static string Of(string name)
    {
        var skeleton = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var plain = Plain(rune);
            if (!IsInvisible(plain))
                skeleton.Append(Base(plain));
        }

        return skeleton.Replace("rn", "m").Replace("vv", "w").Replace("ﬁ", "fi").Replace("ﬂ", "fl").Replace("æ", "ae").Replace("œ", "oe").Replace("ß", "ss").ToString();
    }

    private static Rune Plain(Rune rune)
    {
        if (Latin.TryGetValue(rune, out var looksLike))
            return looksLike;
        foreach (var (first, last, letters, from) in Dressed)
        {
            if (rune.Value >= first && rune.Value <= last)
                rune = new Rune(from + ((rune.Value - first) % letters));
        }

        var small = Rune.ToLowerInvariant(rune);
        return Latin.GetValueOrDefault(small, small);
    }

    private static bool IsInvisible(Rune rune) => WordRules.IsInvisible(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>Latin letters without their accents; composed in tables here because normalization needs ICU, which a machine may lack.</summary>
    private static Rune Base(Rune rune)
    {
        const string Accented = "àáâãäåāăąçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįĵķĺļľñńņňòóôõöōŏőŕŗřśŝşšţťùúûüũūŭůűųŵýÿŷźżž";
        const string Plain = "aaaaaaaaacccccdeeeeeeeeegggghiiiiiiiijklllnnnnoooooooorrrssssttuuuuuuuuuuwyyyzzz";
        var at = rune.IsBmp ? Accented.IndexOf((char)rune.Value) : -1;
        return at < 0 ? rune : new Rune(Plain[at]);
    }
}
