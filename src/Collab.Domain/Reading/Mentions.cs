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
    public static string Carried(string text, IEnumerable<(string Id, string Name)> members)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
            return text;
        List<(string Id, string Name)> known = [.. members.GroupBy(member => member.Name).Where(same => same.Count() == 1).Select(same => same.Single()).OrderByDescending(member => member.Name.Length)];
        var carried = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var named = text[at] != '@' || (at > 0 && char.IsLetterOrDigit(text[at - 1])) ? default : known.Find(member => IsAt(text, at + 1, member.Name));
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

    private static bool IsAt(string text, int at, string name) => string.CompareOrdinal(text, at, name, 0, name.Length) == 0
        && (at + name.Length == text.Length || !char.IsLetterOrDigit(text[at + name.Length]));

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

            named.Append('@');
            foreach (var c in name)
                _ = markdown && Marks.Contains(c) ? named.Append('\\').Append(c) : named.Append(c);
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
