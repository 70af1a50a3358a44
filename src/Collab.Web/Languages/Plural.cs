namespace Collab.Web.Languages;

/// <summary>
/// Which form of a word stands beside a whole number: the rules of Unicode CLDR, and their forms in its order. A text with a number has
/// its forms side by side, parted by a bar: English and German one | other, Russian one | few | many, Arabic zero | one | two | few |
/// many | other.
/// </summary>
public static class Plural
{
    private const string Bar = " | ";

    /// <summary>How many forms a language has.</summary>
    /// <param name="language">Its tag.</param>
    public static int FormsOf(string language) => language switch { "ru" => 3, "ar" => 6, _ => 2 };

    /// <summary>The form for a number, from 0.</summary>
    /// <param name="language">Its tag.</param>
    /// <param name="count">Not negative.</param>
    public static int Of(string language, long count) => language switch
    {
        "ru" => (count % 10, count % 100) switch { (1, not 11) => 0, ( >= 2 and <= 4, not (>= 12 and <= 14)) => 1, _ => 2 },
        "ar" => (count, count % 100) switch { (0 or 1 or 2, _) => (int)count, (_, >= 3 and <= 10) => 3, (_, >= 11) => 4, _ => 5 },
        _ => count == 1 ? 0 : 1,
    };

    /// <summary>Parts a text into its forms.</summary>
    public static string[] Forms(string text) => text.Split(Bar);
}
