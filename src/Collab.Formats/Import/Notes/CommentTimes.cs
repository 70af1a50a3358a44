using System.Xml.Linq;
using Collab.Formats.Import.Office;

namespace Collab.Formats.Import.Notes;

/// <summary>
/// When the comments of a Word document were written. The time in a comment is that of its author's clock, of a zone that is named nowhere;
/// newer versions of Word keep the time in UTC beside it, by a name that they keep in a third part.
/// </summary>
internal sealed class CommentTimes
{
    private readonly Dictionary<string, DateTimeOffset> times = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many times were of a zone that nobody knows: they are taken for UTC.</summary>
    public int OfNoZone { get; private set; }

    /// <param name="names"><c>commentsIds.xml</c>; null where there is none.</param>
    /// <param name="extensible"><c>commentsExtensible.xml</c>; null where there is none.</param>
    public static CommentTimes Of(XElement? names, XElement? extensible)
    {
        var (found, known) = (new CommentTimes(), new Dictionary<string, DateTimeOffset>(StringComparer.OrdinalIgnoreCase));
        foreach (var comment in Elements(extensible, "commentExtensible"))
        {
            if (CommentThreads.Value(comment, "durableId") is { } name && JsonElements.TimeOf(CommentThreads.Value(comment, "dateUtc")) is { } at)
                known.TryAdd(name, at);
        }

        foreach (var comment in Elements(names, "commentId"))
        {
            if (CommentThreads.Value(comment, "paraId") is { } paragraph && CommentThreads.Value(comment, "durableId") is { } name && known.TryGetValue(name, out var at))
                found.times.TryAdd(paragraph, at);
        }

        return found;
    }

    public DateTimeOffset? Of(XElement comment)
    {
        if (CommentThreads.ParagraphOf(comment) is { } paragraph && times.TryGetValue(paragraph, out var at))
            return at;
        var date = WordNames.Value(comment, "date");
        var written = JsonElements.TimeOf(date);
        if (written is not null && !date!.EndsWith('Z') && date.AsSpan(Math.Min(date.Length, "yyyy-MM-dd".Length)).IndexOfAny('+', '-') < 0)
            OfNoZone++;
        return written;
    }

    private static IEnumerable<XElement> Elements(XElement? part, string name) => part?.Elements().Where(element => element.Name.LocalName == name) ?? [];
}
