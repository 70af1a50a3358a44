using System.Collections.Immutable;
using Collab.Domain.Events;

namespace Collab.Domain.Seminars;

/// <summary>The fold of what a log says of join codes.</summary>
internal static class CodeShowings
{
    /// <summary>How many a seminar knows, the newest: the log has all of them.</summary>
    private const int Most = 100;

    public static ImmutableArray<CodeShowing> Apply(ImmutableArray<CodeShowing> showings, LogEvent e) => e.Data switch
    {
        // One code at a time lets in as a role.
        CodeShown shown => [.. showings.Select(showing => showing.Role == shown.Role ? showing with { Open = false } : showing).TakeLast(Most - 1), new CodeShowing(e.Seq, shown.Role, e.Actor, e.At, [])],
        CodeEnded ended => [.. showings.Select(showing => showing.Seq == ended.Shown ? showing with { Open = false, Until = e.At } : showing)],
        MemberJoined { Code: { } code } joined => [.. showings.Select(showing => showing.Seq == code ? showing with { Joined = showing.Joined.Add(joined.Member) } : showing)],
        _ => showings,
    };
}
