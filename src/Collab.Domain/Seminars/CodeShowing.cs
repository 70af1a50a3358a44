using System.Collections.Immutable;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>That a join code was shown, from when it was begun until nobody showed it on. Nothing of the code itself.</summary>
/// <param name="Seq">The seq at which it was begun.</param>
/// <param name="By">Who began it.</param>
/// <param name="Joined">The members who came by it, in order.</param>
public sealed record CodeShowing(long Seq, Role Role, string By, DateTimeOffset Since, ImmutableArray<string> Joined)
{
    /// <summary>Whether no end of it is known, and no other was begun in its place.</summary>
    public bool Open { get; init; } = true;

    /// <summary>When it ended, where that is known: a node that ends in a crash notes nothing.</summary>
    public DateTimeOffset? Until { get; init; }
}
