using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Collab.Domain.Commands;

namespace Collab.Domain.Seminars;

/// <summary>
/// What is left of a name when everything is taken away by which two names look alike and are not: how it is composed (NFKD), case, accents,
/// spaces, characters of no width, and letters of other scripts that look like Latin ones (after the idea of Unicode TR 39).
/// </summary>
public static class NameSkeleton
{
    private const string Lookalikes =
        "аa вb сc еe һh іi јj кk мm нh оo рp ѕs тt уy хx ѵv ԁd ԛq ԝw αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ıi 0o 1l |l łl øo đd ħh ɑa ɡg ӏl " +
        "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz " +
        "\u2010- \u2012- \u2013- \u2014- \u2015- \u2212-";

    // As capitals they look like other letters than their small forms do.
    private const string Capitals = "Il Ηh Μm Νn Υy Ζz Ιl";

    // Alphabets that Unicode repeats in another dress and does not decompose to the letters alone, by their first letter.
    private static readonly (int First, int Last, int Letters, char As)[] Dressed =
    [
        (0x249C, 0x24B5, 26, 'a'), (0x1F110, 0x1F129, 26, 'a'), (0x1F150, 0x1F169, 26, 'a'), (0x1F170, 0x1F189, 26, 'a'), (0x1F1E6, 0x1F1FF, 26, 'a'),
    ];

    private static readonly FrozenDictionary<Rune, Rune> Latin = $"{Lookalikes} {Capitals}".Split(' ')
        .Select(pair => pair.EnumerateRunes().ToArray()).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Whether two names would be taken for each other.</summary>
    public static bool Alike(string one, string other) =>
        Of(one) == Of(other) || Of(one.ToLowerInvariant()) == Of(other.ToLowerInvariant());

    public static string Of(string name)
    {
        var kept = new List<Rune>(name.Length);
        foreach (var rune in name.EnumerateRunes().SelectMany(rune => Decompositions.Of(Undressed(rune))).Where(rune => !WordRules.IsInvisible(rune) && !IsAccent(rune)))
        {
            // Marks on one letter look the same in whatever order they were typed.
            var at = kept.Count;
            while (at > 0 && IsMark(rune) && IsMark(kept[at - 1]) && kept[at - 1] > rune)
                at--;
            kept.Insert(at, Plain(rune));
        }

        return string.Concat(kept).Replace("rn", "m").Replace("vv", "w").Replace("æ", "ae").Replace("œ", "oe").Replace("ß", "ss");
    }

    private static Rune Undressed(Rune rune)
    {
        foreach (var (first, last, letters, from) in Dressed)
        {
            if (rune.Value >= first && rune.Value <= last)
                return new Rune(from + ((rune.Value - first) % letters));
        }

        return rune;
    }

    private static Rune Plain(Rune rune)
    {
        if (Latin.TryGetValue(rune, out var looksLike))
            return looksLike;
        var small = Rune.ToLowerInvariant(rune);
        return Latin.GetValueOrDefault(small, small);
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // In the scripts of South and Southeast Asia and in kana a mark makes another letter of it; elsewhere it is an accent.
    internal static bool IsAccent(Rune rune) => IsMark(rune) && rune.Value is not ((>= 0x0900 and <= 0x1AAF) or (>= 0x1B00 and <= 0x1CCF) or 0x3099 or 0x309A or (>= 0xA800 and <= 0xABFF) or (>= 0x11000 and <= 0x11FFF));
}
