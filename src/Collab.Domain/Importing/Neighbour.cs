namespace Collab.Domain.Importing;

/// <summary>
/// Whether what a file has before a clause, or behind it, is what stands there. Between two clauses a page may have what the text does not:
/// a number, a mark, a word like “Article”.
/// </summary>
internal static class Neighbour
{
    /// <summary>So many characters at most may stand between two clauses.</summary>
    private const int Between = 24;

    /// <summary>So many letters of a neighbour are no chance.</summary>
    private const int Telling = 8;

    /// <param name="words">What the file has before the clause, without blanks at its ends.</param>
    /// <param name="neighbour">The flat text of the clause before; null where there is none, and what a page has there is its own.</param>
    /// <param name="label">What is printed before the clause.</param>
    public static bool FitsBefore(string words, string? neighbour, string? label) => neighbour is null || IsLabel(words, label)
        || Gaps(words.Length).Any(gap => IsEdge(words, words.Length - gap) && words[..^gap].TrimEnd() is { Length: > 0 } rest
            && ((neighbour.EndsWith(rest, StringComparison.Ordinal) && IsEnough(rest, words[^gap..])) || rest.EndsWith(neighbour, StringComparison.Ordinal)));

    /// <inheritdoc cref="FitsBefore"/>
    /// <param name="label">What is printed before that neighbour.</param>
    public static bool FitsBehind(string words, string? neighbour, string? label) => neighbour is null || IsLabel(words, label)
        || Gaps(words.Length).Any(gap => IsEdge(words, gap) && words[gap..].TrimStart() is { Length: > 0 } rest
            && ((neighbour.StartsWith(rest, StringComparison.Ordinal) && IsEnough(rest, words[..gap])) || rest.StartsWith(neighbour, StringComparison.Ordinal)));

    /// <summary>Whether a piece of a neighbour tells it from other words: two words, or a long one; a shorter one where the file has no other words than that.</summary>
    private static bool IsEnough(string rest, string between) => !between.Any(char.IsLetter)
        || rest.Count(char.IsLetterOrDigit) >= Telling || rest.Split(' ').Count(word => word.Any(char.IsLetterOrDigit)) > 1;

    private static IEnumerable<int> Gaps(int length) => Enumerable.Range(0, Math.Min(length, Between) + 1);

    /// <summary>No word is cut there.</summary>
    private static bool IsEdge(string words, int at) => at == 0 || at == words.Length || !char.IsLetterOrDigit(words[at - 1]) || !char.IsLetterOrDigit(words[at]);

    /// <summary>A number, the label or a piece of it, one word before it, or nothing that could be read.</summary>
    private static bool IsLabel(string words, string? label)
    {
        if (words.Length > Between || !words.Any(char.IsLetter))
            return words.Length <= Between;
        var (printed, read) = (Letters(label ?? ""), Letters(words));
        return printed.Length > 0 && (printed.Contains(read, StringComparison.Ordinal)
            || (read.EndsWith(printed, StringComparison.Ordinal) && words.Split([' ', '.', '(', ')', ',', ';', ':'], StringSplitOptions.RemoveEmptyEntries).Count(word => word.All(char.IsLetter)) <= 1));
    }

    private static string Letters(string words) => string.Concat(words.Where(char.IsLetterOrDigit));
}
