namespace Collab.Domain.Commands;

/// <summary>
/// An upper bound of how deep a text nests as Markdown. Renderers recurse: what could not be rendered is refused before it is
/// acknowledged.
/// </summary>
public static class MarkdownDepth
{
    public const int Max = 32;

    public static int Of(string text)
    {
        int blocks = 0, inlines = 0;
        var paragraph = new MarkdownInlineDepth();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            blocks = Math.Max(blocks, BlockMarkers(line, out var content));
            // What is within a paragraph may nest across its lines; an empty line ends it.
            if (line.IsWhiteSpace())
                paragraph = new MarkdownInlineDepth();
            inlines = Math.Max(inlines, paragraph.Read(line[content..]));
        }

        return Math.Max(blocks, inlines);
    }

    /// <summary>Quote and list markers at the beginning of a line, each of which opens a block in the one before; indentation counts before a marker only.</summary>
    /// <param name="content">Where the line's text begins.</param>
    private static int BlockMarkers(ReadOnlySpan<char> line, out int content)
    {
        int depth = 0, spaces = 0;
        content = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var spaceFollows = i + 1 >= line.Length || line[i + 1] is ' ' or '\t';
            switch (line[i])
            {
                case ' ':
                    spaces++;
                    break;
                case '\t':
                    spaces += 4;
                    break;
                case '>':
                case '-' or '*' or '+' or '.' or ')' when spaceFollows:
                    depth += 1 + (spaces / 2);
                    spaces = 0;
                    content = i + 1;
                    break;
                case >= '0' and <= '9':
                    break;
                default:
                    return depth;
            }
        }

        return depth;
    }
}
