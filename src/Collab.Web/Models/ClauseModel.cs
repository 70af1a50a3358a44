using Collab.Domain.Documents;

namespace Collab.Web.Models;

/// <summary>A clause as a page shows it.</summary>
/// <param name="Id">The id that never changes.</param>
/// <param name="Label">What readers cite ("3", "§ 12a"), or null.</param>
/// <param name="Kind">preamble, heading, point, paragraph or note.</param>
/// <param name="Level">1 for the outermost.</param>
/// <param name="Text">The exact text.</param>
public sealed record ClauseModel(string Id, string? Label, string Kind, int Level, string Text)
{
    /// <summary>True when only moderators may write here.</summary>
    public bool Locked { get; init; }

    /// <summary>The kind by its name.</summary>
    public ClauseKind KindOf => Enum.Parse<ClauseKind>(Kind, ignoreCase: true);

    /// <summary>By what it is named.</summary>
    public ClauseForm Form => Clause.FormOf(KindOf, Label, Text).Form;

    /// <summary>The level of its heading element, 2 to 6: the title of the document is 1.</summary>
    public int HeadingLevel => Math.Clamp(Level + 1, 2, 6);
}
