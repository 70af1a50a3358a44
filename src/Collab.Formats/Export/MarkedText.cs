using System.Text;
using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>A clause's text with the passages underlined that notes are about, and the notes' numbers where the passages end.</summary>
internal static class MarkedText
{
    /// <summary>With more passages than this a clause would be more numbers than text: the lines alone remain, and each note quotes its passage.</summary>
    private const int MaxNumbers = 40;

    /// <param name="clause">The clause.</param>
    /// <param name="about">What notes are about in it.</param>
    /// <param name="revision">Of the text that is exported.</param>
    public static string Of(Clause clause, IEnumerable<MarkedPassage> about, int revision)
    {
        var text = clause.Text;
        var passages = Passages(clause, about, revision).ToList();
        if (passages.Count == 0)
            return Escape(text);
        var turns = new SortedDictionary<int, (int Change, SortedSet<int> Ending)>();
        foreach (var (number, start, end) in passages)
        {
            Turn(turns, start, 1);
            var ending = Turn(turns, end, -1);
            if (passages.Count <= MaxNumbers)
                ending.Add(number);
        }

        var html = new StringBuilder();
        var (depth, from) = (0, 0);
        foreach (var (at, (change, ending)) in turns)
        {
            Append(html, text[from..at], depth > 0);
            html.AppendJoin("", ending.Select(number => $"<a class=\"ref\" href=\"#note-{number}\">{number}</a>"));
            (depth, from) = (depth + change, at);
        }

        Append(html, text[from..], false);
        return html.ToString();
    }

    private static IEnumerable<(int Number, int Start, int End)> Passages(Clause clause, IEnumerable<MarkedPassage> about, int revision)
    {
        foreach (var (number, target) in about)
        {
            if (PassagePlace.In(clause, target, revision) is { } passage)
                yield return (number, passage.Start, passage.End);
        }
    }

    private static SortedSet<int> Turn(SortedDictionary<int, (int Change, SortedSet<int> Ending)> turns, int at, int change)
    {
        var (before, ending) = turns.TryGetValue(at, out var turn) ? turn : (0, []);
        turns[at] = (before + change, ending);
        return ending;
    }

    private static void Append(StringBuilder html, string text, bool marked)
    {
        if (text.Length == 0)
            return;
        html.Append(marked ? $"<mark>{Escape(text)}</mark>" : Escape(text));
    }

    private static string Escape(string text) => Html.Text(Printable.Text(text));
}
