using Collab.Domain.Documents;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Headers;

/// <summary>Reads the head of a text: its front (author, title, date, in any order) and then its <c>Key: value</c> lines.</summary>
/// <remarks>The front is known by what follows it: without key lines only short lines that end no sentence are believed to be one.</remarks>
internal sealed class HeaderReader(IReadOnlyList<Line> lines, int end)
{
    private const int MaxLines = 200;
    private const int MaxFrontBlocks = 6;
    private const int MaxFrontLines = 4;
    private const int MaxFrontWidth = 200;

    /// <param name="lines">All lines of the text.</param>
    /// <param name="firstNumbered">The first line that is a numbered clause: the head ends before it.</param>
    /// <param name="title">The title, where the format marks it; it is not among the lines.</param>
    /// <param name="marksHeadings">Whether the format marks headings: then none of them is taken for the title.</param>
    public static Header Read(IReadOnlyList<Line> lines, int firstNumbered, string? title, bool marksHeadings)
    {
        var end = 0;
        while (end < Math.Min(firstNumbered, MaxLines) && end < lines.Count && lines[end] is { Verbatim: false, IsListItem: false, IsNote: false }
            && (lines[end].HeadingLevel is null || (end == 0 && !marksHeadings)))
        {
            end++;
        }

        return new HeaderReader(lines, end).Read(title);
    }

    private Header Read(string? title)
    {
        var keys = new KeyLines(lines, end);
        var front = new Front();
        var at = 0;
        for (var blocks = 0; at < end && blocks <= MaxFrontBlocks; blocks++)
        {
            var next = BlockEnd(at);
            if (keys.Read(at, next))
            {
                front.Accept(at);
                return Build(front, title, keys, keys.ReadOn(next));
            }

            next = FrontEnd(at, next);
            if (next - at > MaxFrontLines || lines.Skip(at).Take(next - at).Any(line => line.Width > MaxFrontWidth))
                break;
            front.Add(lines.Skip(at).Take(next - at).Select(line => line.Text).ToArray(), next);
            at = next;
        }

        // A title over nothing is the text itself.
        front.KeepTitles(lines.Count, title is not null);
        return Build(front, title, keys, front.Lines);
    }

    private static Header Build(Front front, string? title, KeyLines keys, int taken)
    {
        var (author, date, ownTitle, subtitle) = front.Sort(title is not null);
        var metadata = new MetadataBuilder();
        metadata.Add(DocumentMetadata.AuthorKey, author);
        metadata.Add(DocumentMetadata.DateKey, date);
        metadata.Add("subtitle", subtitle);
        foreach (var (key, value) in keys.Entries)
            metadata.AddPrinted(key, value);
        return new(metadata.Title ?? title ?? ownTitle, metadata.Build(ownTitle is not null && metadata.Title is not null ? ownTitle : null), taken);
    }

    // A title is sometimes set right above a paragraph that is one long line.
    private int FrontEnd(int start, int next)
    {
        var wide = start + 1;
        while (wide < next && lines[wide].Width <= LineLayout.WidestWrap)
            wide++;
        return wide;
    }

    private int BlockEnd(int start)
    {
        var next = start + 1;
        while (next < end && !lines[next].AfterBlank)
            next++;
        return next;
    }
}
