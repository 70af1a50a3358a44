using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Documents;

/// <summary>Decides what touches the whole document, what lives at the document's own home, and what a clause hands over because it reaches beyond it.</summary>
public static class DocumentDecider
{
    /// <param name="now">When it is decided: see <see cref="ClauseContext.Now"/>.</param>
    /// <exception cref="RefusalException">The rules refuse the command.</exception>
    public static ImmutableArray<Proposal> Decide(DocumentState state, Command command, DateTimeOffset now = default)
    {
        var context = ClauseContext.Of(state.Header) with { Now = now };
        switch (command)
        {
            case CloseDocument:
                Demand(context, command, "close-document");
                Staleness.Demand(command, state.Header.ClosedChanged);
                if (state.Header.Closed)
                    throw new RefusalException("already", "The document is closed already.");
                return [new(null, new DocumentClosed(), Words(command))];
            case ReopenDocument:
                Demand(context, command, "close-document");
                Staleness.Demand(command, state.Header.ClosedChanged);
                if (!state.Header.Closed)
                    throw new RefusalException("already", "The document is open.");
                return [new(null, new DocumentReopened(), Words(command))];
            case SetSlowMode slow:
                Demand(context, command, "close-document");
                Staleness.Demand(command, state.Header.SlowModeChanged);
                if (slow.Seconds is < 0 or > SetSlowMode.Most)
                    throw new RefusalException("bad-request", $"The pause is 0 to {SetSlowMode.Most} seconds; 0 is none.");
                if (slow.Seconds == state.Header.SlowMode)
                    throw new RefusalException("already", "The pause is that already.");
                return [new(null, new SlowModeSet(slow.Seconds), Words(command))];
            case SetApproval approval:
                Demand(context, command, "approve");
                Staleness.Demand(command, state.Header.ApprovalChanged);
                if (approval.On == state.Header.Approval)
                    throw new RefusalException("already", approval.On ? "Notes wait for a moderator already." : "Notes do not wait for a moderator.");
                return [new(null, new ApprovalSet(approval.On), Words(command))];
            case LeadTo lead:
                Demand(context, command, "lead");
                if (!state.Header.ClausesById.ContainsKey(lead.Clause))
                    throw new RefusalException("not-found", "There is no such point in this document.");
                return [new(null, new Led(lead.Clause), Words(command))];
            default:
                // Such a note may be pinned to any point that it is about, in the place of a note of that point.
                return ClauseDecider.Decide(context, state.At(command.Home) with { Pins = [.. state.Pins] }, command);
        }
    }

    private static void Demand(ClauseContext context, Command command, string action)
    {
        PermissionTable.Demand(action, ClauseDecider.RoleOf(context, command.Actor));
        ClauseDecider.DemandVoice(context, command);
    }

    private static Words Words(Command command) => new() { Request = command.Request };
}
