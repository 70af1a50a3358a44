using System.Text;

namespace Collab.Domain.Reading;

/// <summary>
/// Members named in what is written: <c>@{id}</c>, which no part of Markdown takes for its own. It holds the id alone, so that it is read
/// under the name of now, and where names are withheld under the pseudonym.
/// </summary>
public static class Mentions
{
    private const string Opening = "@{";

    private const char Closing = '}';

    private const int Length = 2 + Identifier.Length + 1;

    // What could begin something in Markdown, within a line and behind an "@".
    private const string Marks = "\\`*_[]<>&~:";

    public static bool Has(string text, string member) => text.Contains(Opening + member + Closing, StringComparison.Ordinal);

    /// <summary>The text with ids in the places of the names that somebody typed behind an "@": the longest that fits, where one member alone goes by it.</summary>
    /// <param name="members">The ids of members, and what they are called.</param>
    /// <param name="before">What the text said before, with ids: who was named in it goes before others of that name.</param>
    public static string Carried(string text, IEnumerable<(string Id, string Name)> members, string before = "")
    {
        if (!text.Contains('@', StringComparison.Ordinal))
            return text;
        List<(string Id, string Name)> known = [.. members.GroupBy(member => member.Name)
            .Select(same => same.Count() == 1 ? [.. same] : same.Where(member => Has(before, member.Id)).ToList())
            .Where(same => same.Count == 1)
            // As it is typed, and as it is written where it is shown as Markdown.
            .SelectMany(same => new[] { same[0].Name, Written(same[0].Name) }.Distinct().Select(name => (same[0].Id, name)))
            .OrderByDescending(member => member.name.Length)];
        var carried = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var named = text[at] != '@' || !IsStart(text, at) ? default : known.Find(member => IsAt(text, at + 1, member.Name));
            if (named.Id is null)
            {
                carried.Append(text[at]);
                continue;
            }

            carried.Append(Opening).Append(named.Id).Append(Closing);
            at += named.Name.Length;
        }

        return carried.ToString();
    }

    /// <summary>
    /// A text that was read with names and comes back edited, with ids again. Where nothing was changed, who was named stays named, however
    /// they are called; elsewhere a name means whom it means in <see cref="Carried"/>.
    /// </summary>
    /// <param name="before">What the text said, with ids.</param>
    /// <param name="after">What it is to say, with names, as Markdown.</param>
    public static string Edited(string before, string after, IEnumerable<(string Id, string Name)> members)
    {
        List<(string Id, string Name)> known = [.. members];
        var (shown, named) = (new StringBuilder(), new List<(int Start, int End, string Member)>());
        foreach (var (text, member) in Parts(before))
        {
            shown.Append(text);
            if (member is null)
                continue;
            var start = shown.Length;
            shown.Append(known.Find(one => one.Id == member).Name is { } name ? "@" + Written(name) : Opening + member + Closing);
            named.Add((start, shown.Length, member));
        }

        var was = shown.ToString();
        if (after == was)
            return before;
        var same = after.AsSpan().CommonPrefixLength(was);
        var sameAtEnd = 0;
        while (sameAtEnd < Math.Min(after.Length, was.Length) - same && after[^(sameAtEnd + 1)] == was[^(sameAtEnd + 1)])
            sameAtEnd++;
        var (edited, from) = (new StringBuilder(after.Length), 0);
        foreach (var (start, end, member) in named)
        {
            // Another letter at its end, or its beginning, makes another name of it.
            var isAhead = end < same || (end == same && IsEnd(after, end));
            var moved = isAhead ? 0 : after.Length - was.Length;
            var isBehind = start > was.Length - sameAtEnd || (start == was.Length - sameAtEnd && IsStart(after, start + moved));
            if (!isAhead && !isBehind)
                continue;
            edited.Append(after, from, start + moved - from).Append(Opening).Append(member).Append(Closing);
            from = end + moved;
        }

        return Carried(edited.Append(after, from, after.Length - from).ToString(), known, before);
    }

    private static bool IsAt(string text, int at, string name) => string.CompareOrdinal(text, at, name, 0, name.Length) == 0 && IsEnd(text, at + name.Length);

    private static bool IsEnd(string text, int at) => at == text.Length || !char.IsLetterOrDigit(text[at]);

    private static bool IsStart(string text, int at) => at == 0 || !char.IsLetterOrDigit(text[at - 1]);

    /// <summary>A name in Markdown, in which it is to mean nothing but itself.</summary>
    private static string Written(string name) => string.Concat(name.Select(c => Marks.Contains(c) ? $"\\{c}" : $"{c}"));

    /// <summary>The text with names in the places of the ids, for somebody to read.</summary>
    /// <param name="text">Markdown.</param>
    /// <param name="nameOf">What a member may be called; null for one who is unknown, whose id stays.</param>
    /// <param name="markdown">Whether what comes of it is Markdown again, in which a name is to mean nothing but itself.</param>
    public static string Named(string text, Func<string, string?> nameOf, bool markdown = true)
    {
        // Nearly all name nobody.
        if (!text.Contains(Opening, StringComparison.Ordinal))
            return text;
        var named = new StringBuilder(text.Length);
        foreach (var (before, member) in Parts(text))
        {
            named.Append(before);
            if (member is null)
                continue;
            if (nameOf(member) is not { } name)
            {
                named.Append(Opening).Append(member).Append(Closing);
                continue;
            }

            named.Append('@').Append(markdown ? Written(name) : name);
        }

        return named.ToString();
    }

    /// <summary>The text cut at the members who are named in it: what stands before each, with the member's id, and the rest.</summary>
    public static List<(string Text, string? Member)> Parts(string text)
    {
        List<(string, string?)> parts = [];
        var from = 0;
        for (var at = text.IndexOf(Opening, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Opening, at + 1, StringComparison.Ordinal))
        {
            if (at + Length > text.Length || text[at + Length - 1] != Closing || text.Substring(at + Opening.Length, Identifier.Length) is var id && !Identifier.IsWellFormed(id))
                continue;
            parts.Add((text[from..at], id));
            from = at + Length;
        }

        parts.Add((from == 0 ? text : text[from..], null));
        return parts;
    }
}
