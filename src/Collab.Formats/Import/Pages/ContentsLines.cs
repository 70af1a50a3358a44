using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Collab.Formats.Import.Lines;
using Collab.Formats.Import.Markers;

namespace Collab.Formats.Import.Pages;

/// <summary>
/// Lines of a table of contents: titles with dots to a page (“1. Purpose ........ 3”), or that lead to a place of the same page. They are that where
/// the text behind them has the titles again, in their order; a list of prices looks the same.
/// </summary>
internal static partial class ContentsLines
{
    private const int Fewest = 3;

    /// <summary>Of the titles must stand in the text, of four.</summary>
    private const int Again = 3;

    private static readonly HashSet<string> Names =
        [.. "contents tableofcontents inhalt inhaltsverzeichnis inhaltsübersicht содержание оглавление зміст المحتويات الفهرس فهرس sommaire tabledesmatières índice indice sumario sumário inhoud innehåll indhold spistreści obsah içindekiler תוכןהעניינים 目次 目录 目錄 차례".Split(' ')];

    /// <param name="Page">Null where it names none, or in Roman numbers.</param>
    private sealed record Entry(string Title, int? Page);

    /// <param name="Key">The letters of a line, and of the next.</param>
    /// <param name="Ends">After how many of them a word ends.</param>
    /// <param name="Length">How many of them are its own.</param>
    private sealed record Beginning(string Key, byte[] Ends, int Length, int Line);

    public static (HashSet<int> Found, string? Warning) In(IReadOnlyList<Line> lines)
    {
        var entries = new Entry?[lines.Count];
        var count = 0;
        for (var i = 0; i < lines.Count; i++)
            count += (entries[i] = EntryOf(lines[i])) is null ? 0 : 1;
        var found = new HashSet<int>();
        if (count < Fewest)
            return (found, null);
        // What stands between two entries may go with them, and so proves nothing.
        var titles = new Titles(lines, i => entries[i] is null && !(i > 0 && entries[i - 1] is not null && i + 1 < lines.Count && entries[i + 1] is not null));
        for (var start = 0; start < lines.Count;)
        {
            var end = start + 1;
            if (entries[start] is not null)
            {
                end = EndOf(start, entries, lines, titles);
                if (IsTable(start, end, entries, lines, titles))
                    found.UnionWith(Enumerable.Range(start, end - start));
            }

            start = end;
        }

        if (found.Count == 0)
            return (found, null);
        var (first, last) = (found.Min(), found.Max());
        // What names it goes with it.
        foreach (var head in found.Select(index => index - 1).Where(index => index >= 0 && !found.Contains(index) && Names.Contains(Titles.Key(lines[index].Text))).ToList())
            found.Add(head);
        return (found, $"Left out: {found.Count} lines of a table of contents, from “{PageApparatus.Shown(lines[first])}” to “{PageApparatus.Shown(lines[last])}”: the titles stand in the text again. If one of the lines is more than that, write it in.");
    }

    private static Entry? EntryOf(Line line)
    {
        if (!PageApparatus.MayBe(line))
            return null;
        if (line.LeadsToPage)
            return new(line.Text, null);
        if (!char.IsAsciiLetterOrDigit(line.Text[^1]) || Leaders().Match(line.Text) is not { Success: true } match)
            return null;
        return new(match.Groups["title"].Value, int.TryParse(match.Groups["page"].ValueSpan, out var page) ? page : null);
    }

    /// <summary>The entries that follow, with what stands between two of them: a title of the text too, or the beginning of an entry that was wrapped.</summary>
    private static int EndOf(int start, Entry?[] entries, IReadOnlyList<Line> lines, Titles titles)
    {
        var end = start + 1;
        while (end < lines.Count)
        {
            if (entries[end] is null && !(end + 1 < lines.Count && entries[end + 1] is { } next && PageApparatus.MayBe(lines[end])
                && (titles.After(end, lines[end].Text) is not null || (!lines[end + 1].AfterBlank && titles.After(end, $"{lines[end].Text} {next.Title}") is not null))))
                break;
            end++;
        }

        return end;
    }

    private static bool IsTable(int start, int end, Entry?[] entries, IReadOnlyList<Line> lines, Titles titles)
    {
        var (count, again, page, at) = (0, 0, 0, end - 1);
        for (var i = start; i < end; i++)
        {
            if (entries[i] is not { } entry)
                continue;
            // Pages do not go back.
            if (entry.Page < page)
                return false;
            page = entry.Page ?? page;
            count++;
            if ((titles.After(at, entry.Title) ?? (i > start && entries[i - 1] is null ? titles.After(at, $"{lines[i - 1].Text} {entry.Title}") : null)) is { } found)
                (again, at) = (again + 1, found);
        }

        // What stands between entries is the exception.
        return count >= Fewest && end - start - count <= count / 2 && again * 4 >= count * Again;
    }

    [GeneratedRegex(@"^(?<title>.*?[\p{L}\p{M}].*?)\s*(?:(?:\.\s?){4,}|(?:…\s?){2,}|(?:·\s?){4,}|_{4,})\s*(?<page>[0-9]{1,4}|[ivxlcIVXLC]{1,7})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Leaders();

    /// <summary>The beginnings of all lines, in order: a title is one of them, with its number or without, whether it was wrapped or not.</summary>
    private sealed class Titles
    {
        /// <summary>Letters of a title that are compared.</summary>
        private const int MostLetters = 160;

        /// <summary>Letters of a title without its number that are no chance.</summary>
        private const int Telling = 4;

        /// <summary>Lines that begin alike and are looked at: what stands more often is no title.</summary>
        private const int MostAlike = 64;

        private static readonly Comparer<Beginning> Order = Comparer<Beginning>.Create((one, other) => string.CompareOrdinal(one.Key, other.Key) is not 0 and var order ? order : one.Line.CompareTo(other.Line));

        private readonly List<Beginning> beginnings = [];

        public Titles(IReadOnlyList<Line> lines, Func<int, bool> isText)
        {
            (string Key, byte[] Ends) before = ("", []);
            for (var i = lines.Count - 1; i >= 0; i--)
            {
                if (!isText(i))
                    continue;
                var (whole, bare) = (Read(lines[i].Text), Read(Bare(lines[i].Text)));
                beginnings.Add(Of(whole, before, i));
                if (bare.Key.Length < whole.Key.Length && bare.Key.Length > 0)
                    beginnings.Add(Of(bare, before, i));
                before = whole;
            }

            beginnings.Sort(Order);
        }

        public static string Key(string text) => Read(text).Key;

        /// <summary>The letters of a text, and after how many of them a word ends.</summary>
        private static (string Key, byte[] Ends) Read(string text)
        {
            var (letters, ends) = (new StringBuilder(), new List<byte>());
            foreach (var letter in text)
            {
                var category = char.GetUnicodeCategory(letter);
                if (char.IsLetterOrDigit(letter) || category == UnicodeCategory.NonSpacingMark)
                {
                    if (letters.Length == MostLetters)
                        return (letters.ToString(), [.. ends]);
                    letters.Append(char.ToLowerInvariant(letter));
                }
                else if (category is not (UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) && letters.Length > 0 && (ends.Count == 0 || ends[^1] < letters.Length))
                {
                    ends.Add((byte)letters.Length);
                }
            }

            if (letters.Length > 0 && (ends.Count == 0 || ends[^1] < letters.Length))
                ends.Add((byte)letters.Length);
            return (letters.ToString(), [.. ends]);
        }

        /// <summary>The beginning of a line, which may go on in the next.</summary>
        private static Beginning Of((string Key, byte[] Ends) own, (string Key, byte[] Ends) next, int line)
        {
            var length = own.Key.Length;
            var more = Math.Min(next.Key.Length, MostLetters - length);
            return new(own.Key + next.Key[..more], [.. own.Ends, .. next.Ends.Where(end => end <= more).Select(end => (byte)(length + end))], length, line);
        }

        /// <returns>The first line behind another that begins with the title; null where there is none.</returns>
        public int? After(int line, string title)
        {
            var (whole, bare) = (First(line, Key(title)), Key(Bare(title)) is { Length: >= Telling } rest ? First(line, rest) : null);
            return bare is null || whole < bare ? whole : bare;
        }

        private int? First(int after, string key)
        {
            if (key.Length == 0)
                return null;
            var at = beginnings.BinarySearch(new(key, [], 0, 0), Order);
            at = at < 0 ? ~at : at;
            int? first = null;
            for (var end = Math.Min(beginnings.Count, at + MostAlike); at < end && beginnings[at].Key.StartsWith(key, StringComparison.Ordinal); at++)
                first = beginnings[at].Line > after && !(first < beginnings[at].Line) && IsSaid(key, beginnings[at]) ? beginnings[at].Line : first;
            return first;
        }

        /// <summary>Whether a line that begins with these letters begins with these words: few letters begin many a line, and are a title only where they are all of it.</summary>
        private static bool IsSaid(string key, Beginning beginning) =>
            key.Length < Telling ? beginning.Length == key.Length : key.Length == MostLetters || Array.BinarySearch(beginning.Ends, (byte)key.Length) >= 0;

        /// <summary>Without the number before it and the word before that.</summary>
        private static string Bare(string text)
        {
            var rest = text.AsSpan().TrimStart("-–—•*· \t");
            if (SectionWord.Read(rest) is var (_, length))
                rest = rest[length..];
            var end = rest.IndexOfAny(" \t\u00A0");
            var isNumber = end is > 0 and <= 10 && (rest[..end].IndexOfAnyInRange('0', '9') >= 0 || rest[end - 1] is '.' or ')' or ':' || rest[..end].IndexOfAnyExcept("IVXLC") < 0);
            return (isNumber ? rest[end..] : rest).ToString();
        }
    }
}
