namespace Collab.Formats.Import.Headers;

/// <summary>Recognises a line that is nothing but a person's name.</summary>
internal static class NameShape
{
    private const int MaxLength = 60;
    private static readonly string[] Introductions = ["by ", "von ", "par ", "por ", "di ", "автор: "];
    private static readonly HashSet<string> Particles = new(StringComparer.OrdinalIgnoreCase)
        { "von", "van", "der", "den", "de", "da", "di", "du", "la", "le", "del", "della", "bin", "ibn", "ben", "al", "el", "zu", "y", "e", "and", "&" };

    /// <returns>The name of a line such as <c>By A. Writer</c>, else null.</returns>
    public static string? Introduced(string text)
    {
        foreach (var introduction in Introductions)
        {
            if (text.StartsWith(introduction, StringComparison.OrdinalIgnoreCase) && IsName(text[introduction.Length..]))
                return text[introduction.Length..];
        }

        return null;
    }

    /// <summary>A name with at least one initial: hardly anything else looks so.</summary>
    public static bool HasInitials(string text) =>
        IsName(text) && Words(text).Any(word => word.Length == 2 && word[1] == '.' && char.IsUpper(word[0]));

    /// <summary>Two to six words that all begin with a capital: a name, or a title in capitals.</summary>
    public static bool IsName(string text)
    {
        if (text.Length > MaxLength || text.Any(char.IsDigit))
            return false;
        var words = Words(text);
        return words.Length is >= 2 and <= 6 && Particles.Contains(words[^1]) is false && words.All(IsNameWord);
    }

    private static bool IsNameWord(string word)
    {
        if (Particles.Contains(word))
            return true;
        var bare = word.TrimEnd('.', ',');
        return bare.Length > 0 && char.IsUpper(bare[0]) && bare.All(c => char.IsLetter(c) || c is '-' or '\'' or '’' or '.');
    }

    private static string[] Words(string text) => text.Split([' ', '\u00a0', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
