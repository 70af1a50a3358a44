using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Planting;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Domain.Clauses;

/// <summary>
/// Decides what a command brings about at its home, or refuses it. Pure: the same context, state and command give the same
/// events, but for new ids.
/// </summary>
public static partial class ClauseDecider
{
    /// <summary>The home of a clause, of the document (null), or of a notebook.</summary>
    /// <exception cref="RefusalException">The rules refuse the command.</exception>
    public static ImmutableArray<Proposal> Decide(ClauseContext context, ClauseState state, Command command) => command switch
    {
        AddAnnotation add => Add(context, state, add),
        AddReply reply => Reply(context, state, reply),
        EditAnnotation edit => Edit(context, state, edit),
        DeleteAnnotation delete => Delete(context, state, delete),
        HideAnnotation hide => Hide(context, state, hide),
        ShowAnnotation show => Show(context, state, show),
        ResolveThread resolve => Settle(context, state, resolve, resolve.Reason, resolved: true),
        ReopenThread reopen => Settle(context, state, reopen, reopen.Reason, resolved: false),
        React react => ReactTo(context, state, react),
        PlacePin pin => PinTo(context, state, pin),
        RemovePin unpin => Unpin(context, state, unpin),
        LockClause locking => Lock(context, locking),
        UnlockClause unlocking => Unlock(context, unlocking),
        TakeStance take => Take(context, state, take),
        HideStanceReason hide => HideReason(context, state, hide),
        WithdrawStance withdraw => Withdraw(context, state, withdraw),
        _ => throw new ArgumentException($"{command.GetType().Name} is not decided at a clause.", nameof(command)),
    };

    /// <summary>
    /// True for a command about a note of this clause that is at other points, or shall be: their locks and pins count, which
    /// only the document knows. It decides then, in the clause's stead.
    /// </summary>
    public static bool ReachesBeyond(ClauseState state, Command command) =>
        command is AnnotationCommand about && state.Find(about.Annotation) is { Home: { } home } annotation
        && (IsAway(state, annotation) || (command is EditAnnotation { Targets: { } targets } && AddAnnotation.OnlyClause(targets) != home));

    /// <summary>True for a note of a clause, or a reply to one, that was moved to other points or to the whole document.</summary>
    public static bool IsAway(ClauseState state, Annotation annotation)
    {
        var root = RootOf(state, annotation);
        return root.Home is { } home && (root.Targets.IsEmpty || root.Targets.Any(t => t.Clause != home));
    }

    /// <summary>The role of a member now: outsider for those who are none, or no longer.</summary>
    public static Role RoleOf(ClauseContext context, string member) =>
        context.Members.TryGetValue(member, out var known) && !known.Removed ? Planted.First(Defect.RoleFromClaim, context.Document, member, known.Role) : Role.Outsider;

    private static void Demand(ClauseContext context, Command command, string action, bool own = true)
    {
        PermissionTable.Demand(action, RoleOf(context, command.Actor), own);
        DemandVoice(context, command);
    }

    /// <summary>Who is muted writes nothing that others see, but takes their own words back.</summary>
    /// <exception cref="RefusalException"><c>muted</c>.</exception>
    public static void DemandVoice(ClauseContext context, Command command)
    {
        if (context.Members.TryGetValue(command.Actor, out var member) && member.Mute is { } mute && mute.HoldsAt(context.Now)
            && !(command is DeleteAnnotation || (command is AnnotationCommand about && AnnotationId.IsPrivate(about.Annotation))))
            throw mute.Refusal;
    }

    /// <summary>Whether the author may write it; or, where a moderator lets it out, whether that one may: what the author was allowed, they were allowed when they wrote.</summary>
    private static void DemandWriter(ClauseContext context, Command command, string action, string? approvedBy)
    {
        if (approvedBy is null)
            Demand(context, command, action);
        else
            PermissionTable.Demand("approve", RoleOf(context, approvedBy));
    }

    /// <summary>Where notes wait for a moderator, the last thing that is asked: what is refused for another reason does not wait.</summary>
    /// <exception cref="RefusalException"><c>waiting</c>: it belongs into the sealed log, or is to be looked for there.</exception>
    private static void DemandApproved(ClauseContext context, Command command, string? approvedBy, bool isNew)
    {
        if (approvedBy is null && (context.Approval || (context.ApprovalChanged > 0 && !isNew)) && !Approves(context, command.Actor))
            throw new RefusalException("waiting", "Notes wait for a moderator here.");
    }

    /// <summary>Whether what the member writes has to be approved now.</summary>
    private static bool Waits(ClauseContext context, string member) => context.Approval && !Approves(context, member);

    private static bool Approves(ClauseContext context, string member) => PermissionTable.For("approve", RoleOf(context, member)).Kind == VerdictKind.Yes;

    internal static void DemandOpen(ClauseContext context)
    {
        if (context.Closed)
            throw new RefusalException("closed", "The document is closed. A moderator can reopen it.");
    }

    /// <summary>Writing at a locked point takes the right to, and the intent.</summary>
    private static void DemandUnlocked(ClauseContext context, Command command, IEnumerable<string> clauses, bool intended)
    {
        if (!clauses.Any(context.Locked.Contains))
            return;
        Demand(context, command, "write-when-locked");
        if (!intended)
            throw new RefusalException("locked", "This point is locked. Send override to write there as a moderator.");
    }

    private static Annotation Existing(ClauseState state, string annotation) =>
        state.Find(annotation) ?? throw new RefusalException("not-found", "There is no such note in this document.");

    private static Annotation Present(ClauseState state, string annotation) =>
        Existing(state, annotation) is { IsGone: false } present ? present : throw Gone;

    private static RefusalException Gone => new("not-found", "The note was removed by its author, or its words were erased.");

    private static IEnumerable<string> ClausesOf(ClauseState state, Annotation annotation) =>
        RootOf(state, annotation).Targets.Select(t => t.Clause);

    private static Annotation RootOf(ClauseState state, Annotation annotation) =>
        annotation.Thread is { } thread && state.Find(thread) is { } root ? root : annotation;
}
