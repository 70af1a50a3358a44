using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Collab.Domain.Seminars;

/// <summary>
/// What each character is made of, as Unicode's compatibility decomposition (NFKD) has it: a letter and its accents, the letter behind a
/// superscript or a ligature. <see cref="string.Normalize()"/> does nothing without ICU.
/// </summary>
internal static class Decompositions
{
    private const int FirstSyllable = 0xAC00, LastSyllable = 0xD7A3, Vowels = 21, Finals = 28;

    private static readonly FrozenDictionary<int, Rune[]> Table = Read();

    /// <summary>The parts of a character; itself where it has none.</summary>
    public static Rune[] Of(Rune rune) => rune.Value is >= FirstSyllable and <= LastSyllable
        ? Syllable(rune.Value - FirstSyllable)
        : Table.GetValueOrDefault(rune.Value) ?? [rune];

    /// <summary>A Hangul syllable as its two or three letters: Unicode orders them so that this can be computed.</summary>
    private static Rune[] Syllable(int at)
    {
        var (initial, vowel, final) = (new Rune(0x1100 + (at / (Vowels * Finals))), new Rune(0x1161 + (at / Finals % Vowels)), at % Finals);
        return final == 0 ? [initial, vowel] : [initial, vowel, new Rune(0x11A7 + final)];
    }

    private static FrozenDictionary<int, Rune[]> Read()
    {
        using var reader = new StreamReader(typeof(Decompositions).Assembly.GetManifestResourceStream("decompositions.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .Select(line => line.Split(' ').Select(code => new Rune(int.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))).ToArray())
            .ToFrozenDictionary(parts => parts[0].Value, parts => parts[1..]);
    }
}
