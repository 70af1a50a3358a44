using System.Xml.Linq;
using Collab.Formats.Import.Office;

namespace Collab.Formats.Import.Notes;

/// <summary>Which comments answer others, and which are resolved: Word keeps it apart, by the last paragraph of each.</summary>
internal sealed class CommentThreads
{
    private readonly Dictionary<string, (string? Parent, bool Done)> extended = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="part"><c>commentsExtended.xml</c>; null where there is none, and no comment answers another then.</param>
    public static CommentThreads Of(XElement? part)
    {
        var threads = new CommentThreads();
        foreach (var comment in part?.Elements().Where(element => element.Name.LocalName == "commentEx") ?? [])
        {
            if (Value(comment, "paraId") is { } id)
                threads.extended.TryAdd(id, (Value(comment, "paraIdParent"), Value(comment, "done") is "1" or "true" or "on"));
        }

        return threads;
    }

    /// <summary>What the others name it by; null where it has no such name.</summary>
    public static string? KeyOf(XElement comment) => ParagraphOf(comment) is { } id ? Key(id) : null;

    /// <summary>The name of a comment's last paragraph; null where it has none.</summary>
    public static string? ParagraphOf(XElement comment) => comment.Elements().LastOrDefault(element => WordNames.Of(element) == "p") is { } last ? Value(last, "paraId") : null;

    public string? ParentOf(XElement comment) => Find(comment).Parent is { } parent ? Key(parent) : null;

    public bool IsResolved(XElement comment) => Find(comment).Done;

    private (string? Parent, bool Done) Find(XElement comment) => KeyOf(comment) is { } key ? extended.GetValueOrDefault(key["para ".Length..]) : default;

    private static string Key(string id) => $"para {id.ToUpperInvariant()}";

    // In a namespace of each version of Word.
    internal static string? Value(XElement element, string name) => element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;
}
