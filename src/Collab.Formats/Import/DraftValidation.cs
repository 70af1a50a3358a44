using System.Text;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import.Outline;

namespace Collab.Formats.Import;

/// <summary>Checks a split that a person has corrected, before it is saved.</summary>
public static class DraftValidation
{
    /// <summary>Longest title, and longest key or value of metadata, in UTF-16 units.</summary>
    public const int MaxLineLength = 2_000;

    public const int MaxMetadata = 100;

    /// <exception cref="RefusalException">
    /// <c>no-clauses</c>, <c>too-large</c>, <c>empty-text</c>, <c>text-too-long</c>, <c>bad-characters</c>, <c>too-nested</c> or
    /// <c>bad-request</c> (a kind that does not exist); its detail names the clause, counted from 1.
    /// </exception>
    public static void Check(TextDraft draft)
    {
        if (draft.Clauses.Count == 0)
            throw new RefusalException("no-clauses", "The split has no clause. Keep at least one.");
        if (draft.Clauses.Count > TextDraft.MaxClauses)
            throw new RefusalException("too-large", $"The split has {draft.Clauses.Count} clauses; {TextDraft.MaxClauses} are the most. Join some, or divide the text.");
        if (draft.Metadata.Entries.Count > MaxMetadata)
            throw new RefusalException("too-large", $"The text has {draft.Metadata.Entries.Count} lines of metadata; {MaxMetadata} are the most. Remove some.");
        CheckLine(draft.Title, "The title");
        foreach (var (key, value) in draft.Metadata.Entries)
        {
            CheckLine(key, "A key of the metadata");
            CheckLine(value, $"The value of “{key}”");
        }

        var level = -1;
        var bytes = 0L;
        for (var i = 0; i < draft.Clauses.Count; i++)
        {
            var clause = draft.Clauses[i];
            CheckClause(clause, i + 1, level);
            level = clause.Level;
            bytes += Encoding.UTF8.GetByteCount(clause.Text);
        }

        if (bytes > ImportLimits.MaxBytes)
            throw TextCheck.TooLarge();
    }

    private static void CheckClause(ClauseDraft clause, int number, int levelBefore)
    {
        if (!Enum.IsDefined(clause.Kind))
            throw new RefusalException("bad-request", $"Clause {number} has no kind that exists. Use preamble, heading, point, paragraph or note.");
        if (string.IsNullOrWhiteSpace(clause.Text))
            throw new RefusalException("empty-text", $"Clause {number} has no text. Give it text, or join it with another.");
        if (clause.Level < 0 || clause.Level > Nesting.MaxLevel)
            throw new RefusalException("too-nested", $"Clause {number} is at level {clause.Level}; use a level from 0 to {Nesting.MaxLevel}.");
        if (clause.Level > levelBefore + 1)
            throw new RefusalException("too-nested", $"Clause {number} is at level {clause.Level}, more than one below the clause before it. Use {levelBefore + 1} or less.");
        TextCheck.Characters(clause.Text, $"Clause {number}");
        if (clause.Label is null)
            return;
        if (string.IsNullOrWhiteSpace(clause.Label))
            throw new RefusalException("empty-text", $"Clause {number} has an empty label. Leave the label out where there is none.");
        if (clause.Label.Length > ClauseDraft.MaxLabelLength)
            throw new RefusalException("text-too-long", $"The label of clause {number} is longer than {ClauseDraft.MaxLabelLength} characters. Shorten it.");
        CheckLine(clause.Label, $"The label of clause {number}");
    }

    private static void CheckLine(string? line, string what)
    {
        if (line is null)
            return;
        if (line.Length > MaxLineLength)
            throw new RefusalException("text-too-long", $"{what} is longer than {MaxLineLength} characters. Shorten it.");
        TextCheck.Characters(line, what);
        if (line.Any(char.IsControl))
            throw new RefusalException("bad-characters", $"{what} has a line break or a control character. Write it in one line.");
    }
}
