namespace Collab.Domain.Documents;

/// <summary>A clause that is not saved yet, and so has no id.</summary>
/// <param name="Label">
/// The clause's number as printed, in the script it was printed in, without a closing dot or colon: <c>3</c>, <c>§ 12a</c>,
/// <c>1.1</c>, <c>(b)</c>, <c>第一条</c>, <c>Article 1</c>. Null where none was printed. 1 to <see cref="MaxLabelLength"/> UTF-16 units.
/// </param>
/// <param name="Kind">What the clause is.</param>
/// <param name="Level">
/// Nesting, 0 at the top. The parent is the nearest earlier clause with a smaller level; a clause is at most one level deeper
/// than the clause before it, and the first is at 0.
/// </param>
/// <param name="Text">
/// The whole text without the label. A wrapped line is joined with a space; paragraphs within one clause stand apart by an
/// empty line (<c>\n\n</c>). Never empty: a number with no text of its own is a heading whose text is that number.
/// </param>
public sealed record ClauseDraft(string? Label, ClauseKind Kind, int Level, string Text)
{
    /// <summary>Longest label in UTF-16 units.</summary>
    public const int MaxLabelLength = 64;
}
