using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Policy;

namespace Collab.Domain.Documents;

/// <summary>The pause between two notes or replies of one member, where a moderator has asked for one. Moderators write without.</summary>
public static class SlowMode
{
    /// <summary>Whether the pause counts for the command: it adds words to a slow document, and is no moderator's.</summary>
    public static bool Concerns(DocumentHeader header, Command command) => header.SlowMode > 0 && command is AddAnnotation { ApprovedBy: null } or AddReply { ApprovedBy: null }
        && ClauseDecider.RoleOf(ClauseContext.Of(header), command.Actor) < Role.Moderator;

    /// <param name="seconds">The pause.</param>
    /// <param name="since">The time since the member's last one.</param>
    /// <returns>Null where it is over.</returns>
    public static RefusalException? Refusal(int seconds, TimeSpan since)
    {
        var wait = TimeSpan.FromSeconds(seconds) - since;
        return wait <= TimeSpan.Zero ? null : new RefusalException("rate-limited",
            $"Between two notes of yours lie {seconds} seconds here. Wait {Math.Ceiling(wait.TotalSeconds)} more, then send it again.", wait);
    }
}
