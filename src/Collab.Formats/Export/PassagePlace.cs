using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Formats.Export;

/// <summary>Finds the words of a target in the text as it is exported.</summary>
internal static class PassagePlace
{
    /// <returns>
    /// Offsets in UTF-16. Null for a whole clause, for words of another edition, which have their place in that one's text, and where the
    /// text reads differently: a passage of a former revision may not be there any more.
    /// </returns>
    public static (int Start, int End)? In(Clause clause, Target target)
    {
        if (target.Clause != clause.Id || target.Edition is not null || target.Position is not { } position)
            return null;
        var (start, end) = (CodePoints.ToUtf16(clause.Text, position.Start), CodePoints.ToUtf16(clause.Text, position.End));
        return start >= 0 && end > start && (target.Quote is null || clause.Text.AsSpan(start, end - start).SequenceEqual(target.Quote.Exact)) ? (start, end) : null;
    }

    /// <summary>The first that is found of a note's passages in a clause.</summary>
    public static (int Start, int End)? In(Clause clause, ExportNote note) =>
        note.Annotation.State == AnnotationState.Shown ? note.Annotation.Targets.Select(target => In(clause, target)).FirstOrDefault(found => found is not null) : null;
}
