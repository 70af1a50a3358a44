using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;

namespace Collab.Domain.Documents;

/// <summary>Decides what touches the whole document, what lives at the document's own home, and what a clause hands over because it reaches beyond it.</summary>
public static partial class DocumentDecider
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
                RoundDecider.DemandOver(context, "close the document");
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
            case AddEdition add:
                return Add(context, state.Header, add);
            case ReviseText revise:
                return Revise(context, state, revise);
            case KeepNote keep:
                return Keep(context, state, keep);
            case ImportNotes import:
                return Import(context, state, import);
            case SetStances set:
                return Set(context, state.Header, set);
            case OpenSession open:
                return Open(context, state.Header.Proceedings, open);
            case CloseSession close:
                return Close(context, state.Header.Proceedings, close);
            case SetAgenda agenda:
                return Set(context, state.Header.Proceedings, agenda);
            case SetTimer timer:
                return Set(context, state.Header.Proceedings, timer, now);
            case EndTimer end:
                return End(context, state.Header.Proceedings, end);
            case RaiseHand raise:
                return Raise(context, state.Header.Proceedings, raise);
            case LowerHand lower:
                return Lower(context, state.Header.Proceedings, lower);
            case GiveFloor give:
                return Give(context, state.Header.Proceedings, give);
            case EndFloor end:
                return End(context, state.Header.Proceedings, end);
            case SetScribe scribe:
                return Set(context, state.Header.Proceedings, scribe);
            case OpenRound round:
                return RoundDecider.Open(context, round);
            case RevealRound round:
                return RoundDecider.Reveal(context, round);
            case CancelRound round:
                return RoundDecider.Cancel(context, round);
            case RelateNotes relate:
                return Relate(context, state, relate);
            case UnrelateNotes unrelate:
                return Unrelate(context, state, unrelate);
            case MergeThread merge:
                return Merge(context, state, merge);
            case UnmergeThread unmerge:
                return Unmerge(context, state, unmerge);
            case SetApproval approval:
                Demand(context, command, "approve");
                Staleness.Demand(command, state.Header.ApprovalChanged);
                if (approval.On == state.Header.Approval)
                    throw new RefusalException("already", approval.On ? "Notes wait for a moderator already." : "Notes do not wait for a moderator.");
                return [new(null, new ApprovalSet(approval.On), Words(command))];
            case LeadTo lead:
                Demand(context, command, "lead");
                var led = ClauseDecider.Resolve(context, [lead.ToTarget()])[0];
                return [new(null, new Led(lead.Clause, led.IsWhole ? null : Place.Of(led)), Words(command) with { Quotes = led.Quote is { } quote ? [quote] : null })];
            default:
                // Such a note may be pinned to any point that it is about, in the place of a note of that point.
                return ClauseDecider.Decide(context, state.At(command.Home) with { Pins = [.. state.Pins] }, command);
        }
    }

    private static void Demand(ClauseContext context, Command command, string action, bool own = true)
    {
        PermissionTable.Demand(action, ClauseDecider.RoleOf(context, command.Actor), own);
        ClauseDecider.DemandVoice(context, command);
    }

    private static Words Words(Command command) => new() { Request = command.Request };
}
