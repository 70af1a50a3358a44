using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Formats.Export;

/// <summary>Finds the words of a target in the text as it is exported.</summary>
internal static class PassagePlace
{
    /// <param name="revision">Of the text that is exported.</param>
    /// <returns>
    /// Offsets in UTF-16. Null for a whole clause, for words of another edition, which have their place in that one's text, and for a target
    /// on an earlier text, whatever stands at that place now.
    /// </returns>
    public static (int Start, int End)? In(Clause clause, Target target, int revision)
    {
        if (target.Clause != clause.Id || target.Edition is not null || target.Revision != revision || target.Position is not { } position)
            return null;
        var (start, end) = (CodePoints.ToUtf16(clause.Text, position.Start), CodePoints.ToUtf16(clause.Text, position.End));
        return start >= 0 && end > start && (target.Quote is null || clause.Text.AsSpan(start, end - start).SequenceEqual(target.Quote.Exact)) ? (start, end) : null;
    }

    /// <summary>The first that is found of a note's passages in a clause.</summary>
    public static (int Start, int End)? In(Clause clause, ExportNote note, int revision) =>
        note.Annotation.State == AnnotationState.Shown ? note.Annotation.Targets.Select(target => In(clause, target, revision)).FirstOrDefault(found => found is not null) : null;
}
