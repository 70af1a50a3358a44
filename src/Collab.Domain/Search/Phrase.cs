using System.Collections.Immutable;

namespace Collab.Domain.Search;

/// <summary>Tokens that stand beside each other.</summary>
/// <param name="Tokens">At least one.</param>
/// <param name="IsPrefix">Whether the last may go on.</param>
public sealed record Phrase(ImmutableArray<string> Tokens, bool IsPrefix)
{
    /// <summary>How often it stands in a text of these tokens; one that overlaps itself is counted each time.</summary>
    public int CountIn(IReadOnlyList<string> text)
    {
        var count = 0;
        for (var at = 0; at + Tokens.Length <= text.Count; at++)
        {
            if (IsAt(text, at))
                count++;
        }

        return count;
    }

    public bool IsIn(IReadOnlyList<string> text)
    {
        for (var at = 0; at + Tokens.Length <= text.Count; at++)
        {
            if (IsAt(text, at))
                return true;
        }

        return false;
    }

    /// <summary>Whether a text of these tokens begins with it.</summary>
    public bool Begins(IReadOnlyList<string> text) => text.Count >= Tokens.Length && IsAt(text, 0);

    private bool IsAt(IReadOnlyList<string> text, int at)
    {
        for (var i = 0; i < Tokens.Length; i++)
        {
            var whole = i < Tokens.Length - 1 || !IsPrefix;
            if (whole ? text[at + i] != Tokens[i] : !text[at + i].StartsWith(Tokens[i], StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
