using Collab.Domain.Documents;

namespace Collab.Formats.Import.Lines;

/// <summary>The number of a provision, where the format says which words it is and where it stands: nothing needs to be counted.</summary>
/// <param name="Label">Without the dot or the dash after it; empty for a bullet.</param>
/// <param name="End">Where in the line the words after it start.</param>
/// <param name="Level">How many provisions stand around it.</param>
/// <param name="IsTitle">Whether it stands over provisions, as a chapter does.</param>
internal sealed record PrintedNumber(string Label, int End, int Level, bool IsTitle)
{
    /// <param name="end">Where the number ends in the line.</param>
    /// <returns>Null where it is too long for a label.</returns>
    public static PrintedNumber? Of(string line, int end, int level, bool isTitle)
    {
        var label = line.AsSpan(0, end).TrimEnd(" \u00a0.:-–—•*·");
        var start = end;
        while (start < line.Length && char.IsWhiteSpace(line[start]))
            start++;
        return label.Length > ClauseDraft.MaxLabelLength ? null : new(label.ToString(), start, level, isTitle);
    }
}
