using Collab.Domain;

namespace Collab.Formats.Import.Markdown;

/// <summary>
/// Refuses Markdown that takes Markdig too long: a paragraph costs the square of its brackets, stars and underscores
/// (16,000 of "[a](" took 1.7 s, and 20 MiB of it did not end).
/// </summary>
internal static class MarkdownCost
{
    /// <summary>Some five seconds of one core. Prose of 20 MiB with a link in every line has a hundredth of it.</summary>
    private const long Most = 500_000_000;

    public static void Check(string text)
    {
        var cost = 0L;
        var delimiters = 0L;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (BeginsBlock(line))
            {
                cost += delimiters * delimiters;
                delimiters = 0;
            }

            foreach (var c in line)
            {
                if (c is '[' or ']' or '*' or '_' or '!' or '<')
                    delimiters++;
            }
        }

        if (cost + (delimiters * delimiters) > Most)
            throw new RefusalException("too-nested", "The Markdown has paragraphs with too many brackets and stars to be read. Import it as plain text, or divide it.");
    }

    private static bool BeginsBlock(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        return text.IsEmpty || (line.Length - text.Length <= 3 && text.Length > 1 && text[0] is '-' or '*' or '+' or '#' && text[1] == ' ');
    }
}
