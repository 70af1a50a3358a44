using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>The name that a person is seen under.</summary>
public static class DisplayName
{
    /// <summary>Longest name in Unicode code points.</summary>
    public const int MaxLength = 80;

    /// <summary>The name, trimmed, with white space folded.</summary>
    /// <exception cref="RefusalException"><c>bad-name</c>: empty, too long, invisible, turning the writing direction, or what stands for a name that was erased.</exception>
    public static string Check(string? name)
    {
        var folded = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (folded.Length == 0 || WordRules.IsBlank(folded))
            throw new RefusalException("bad-name", "Enter a name that the others can see.");
        if (CodePoints.Count(folded) > MaxLength)
            throw new RefusalException("bad-name", $"The name is longer than {MaxLength} characters. Shorten it.");
        if (CodePoints.HasForbidden(folded) || folded.EnumerateRunes().Any(IsUnfit))
            throw new RefusalException("bad-name", "The name holds characters that cannot be seen or that turn the writing direction. Type it again.");
        // Whoever goes by it is taken for one whose words are gone: shown so in place of a pseudonym, and left out where a round is revealed.
        if (NameSkeleton.Alike(folded, Member.ErasedName))
            throw new RefusalException("bad-name", "That stands where a name was erased. Choose another name.");
        return folded;
    }

    /// <summary>Refuses who has no name any more, before anything is done under it.</summary>
    /// <param name="name">As the account has it.</param>
    /// <exception cref="RefusalException"><c>bad-name</c>: it was erased.</exception>
    public static void DemandNamed(string name)
    {
        if (NameSkeleton.Alike(name, Member.ErasedName))
            throw new RefusalException("bad-name", "Your name was erased. Give yourself one in your account first, then do this again.");
    }

    /// <summary>Refuses a name that would be taken for an owner's or a moderator's.</summary>
    /// <param name="self">The member who takes the name; null for somebody new.</param>
    /// <exception cref="RefusalException"><c>name-taken</c>.</exception>
    public static void DemandDistinct(ImmutableDictionary<string, Member> members, string name, string? self)
    {
        if (members.Values.Any(m => m is { Removed: false, Role: Role.Owner or Role.Moderator } && m.Id != self && NameSkeleton.Alike(m.Name, name)))
            throw new RefusalException("name-taken", "A moderator goes by that name here. Choose another, or add to yours.");
    }

    /// <summary>The name as it is told apart from those of all others who are or were here: "Ada Novak (2)".</summary>
    /// <param name="self">The member who takes the name; null for somebody new.</param>
    public static string Distinguish(ImmutableDictionary<string, Member> members, string name, string? self)
    {
        var taken = members.Values.Where(m => m.Id != self).Select(m => NameSkeleton.Of(m.Name)).ToHashSet(StringComparer.Ordinal);
        var distinct = name;
        for (var count = 2; taken.Contains(NameSkeleton.Of(distinct)); count++)
        {
            var suffix = $" ({count})";
            distinct = string.Concat(name.EnumerateRunes().Take(MaxLength - suffix.Length)) + suffix;
        }

        return distinct;
    }

    // Zero-width joiners are a part of names in several scripts; controls and direction overrides are not.
    private static bool IsUnfit(Rune rune) => rune.Value is not (0x200C or 0x200D)
        && Rune.GetUnicodeCategory(rune) is (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
