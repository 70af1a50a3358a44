using Collab.Formats.Import.Headers;
using Collab.Formats.Import.Lines;

namespace Collab.Formats.Import.Outline;

/// <summary>Finds the headings of plain text, which only their shape shows.</summary>
internal static class HeadingShape
{
    public const int MaxWidth = 100;
    private const int WidestShortTitle = 70;

    // Underlined headings have 1 and 2; what only looks like a heading stands below them.
    private const int Capitals = 3;
    private const int ShortTitle = 4;

    /// <summary>Marks as headings the paragraphs that look like one and have text under them.</summary>
    public static void Mark(List<Block> blocks)
    {
        var hasTextBelow = false;
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            var block = blocks[i];
            if (hasTextBelow && block is { HeadingLevel: null, Markers.Count: 0, Verbatim: false, IsNote: false } && LevelOf(block, blocks[i + 1]) is { } level)
                blocks[i] = block with { HeadingLevel = level };
            hasTextBelow |= block.Markers.Count > 0 || Wording.EndsPart(block.Text) || Columns.Of(block.Text) > MaxWidth;
        }
    }

    private static int? LevelOf(Block block, Block next)
    {
        var width = Columns.Of(block.Text);
        if (width > MaxWidth || block.Text.EndsWith(','))
            return null;
        if (Wording.IsCapitals(block.Text))
            return Capitals;
        // Lines of verse and of addresses stand together; a heading stands alone.
        var isAlone = block.Lines == 1 && block.AfterBlank && (next.AfterBlank || next.Markers.Count > 0);
        return isAlone && IsShortTitle(block.Text) ? ShortTitle : null;
    }

    /// <summary>Begins as a title does and ends no sentence.</summary>
    public static bool IsShortTitle(string text) =>
        Columns.Of(text) <= WidestShortTitle && char.IsLetter(text[0]) && !text.Contains('\n') && !Wording.StartsLower(text) && !Wording.EndsSentence(text) && !DateShape.IsDate(text);
}
