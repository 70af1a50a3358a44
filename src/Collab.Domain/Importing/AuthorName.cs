using System.Globalization;
using System.Text;
using Collab.Domain.Commands;
using Collab.Domain.Documents;

namespace Collab.Domain.Importing;

/// <summary>What an author is called whom a file names: shown as it is, without what cannot be seen or turns the writing direction.</summary>
public static class AuthorName
{
    /// <summary>For whoever has no name that can be seen.</summary>
    public const string None = "Unnamed";

    public static string Of(string? name)
    {
        var seen = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                seen.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate) && rune != Rune.ReplacementChar)
                seen.Append(rune);
        }

        var folded = string.Join(' ', seen.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var fit = string.Concat(folded.EnumerateRunes().Take(OutsideAuthor.MaxLength)).Trim();
        return WordRules.IsBlank(fit) ? None : fit;
    }
}
