using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>What is done to a member, and undone. What is so already is no event: whoever did not hear the answer may ask again.</summary>
public static partial class SeminarDecider
{
    /// <summary>Remove a member of a lower role, or leave.</summary>
    /// <param name="notes">Null: what they wrote stays as it is.</param>
    public static ImmutableArray<Proposal> RemoveMember(SeminarState state, string actor, string member, HiddenNotes? notes = null, long? asOf = null)
    {
        Demand(state, actor, "remove-member", own: actor == member);
        if (notes is not null)
            Demand(state, actor, "hide-annotation");
        var target = Known(state, member);
        var hidden = Hidden(target, notes);
        if (target.Removed && hidden.IsEmpty)
            return [];
        DemandLower(state, actor, target, "A moderator removes members of lower roles only. Ask an owner.");
        Staleness.Demand(asOf, target.Changed);
        // Of whoever has gone already, the notes can still be hidden.
        if (target.Removed)
            return hidden;
        KeepAnOwner(state, target, stays: false);
        return [new(null, new MemberRemoved(member)), .. hidden];
    }

    /// <summary>Undoes a removal: the member is here again as they were, and what was hidden with it is shown. Whoever left is not fetched back.</summary>
    public static ImmutableArray<Proposal> RestoreMember(SeminarState state, string actor, string member, long? asOf = null)
    {
        Demand(state, actor, "remove-member", own: actor == member);
        var target = Known(state, member);
        if (!target.Removed)
            return [];
        DemandLower(state, actor, target, "A moderator brings back members of lower roles only. Ask an owner.");
        Staleness.Demand(asOf, target.Changed);
        if (target.RemovedBy == member)
            throw new RefusalException("forbidden", "They left by themselves. Send them a link: whether they come back is theirs to say.");
        return [new(null, new MemberRestored(member)), .. Shown(target)];
    }

    /// <summary>From now on the member reads, and writes nothing that others see. Of moderators that is not asked: they are made annotators first.</summary>
    /// <param name="until">When it ends by itself; null where somebody must end it.</param>
    /// <param name="notes">Null: what they wrote stays as it is.</param>
    public static ImmutableArray<Proposal> Mute(SeminarState state, string actor, string member, DateTimeOffset? until, string? reason, HiddenNotes? notes, DateTimeOffset now, long? asOf = null)
    {
        Demand(state, actor, "mute-member");
        var target = Mutable(Present(state, member));
        if (until <= now)
            throw new RefusalException("bad-request", "It would have ended already. Give a later time, or none.");
        var mute = new Mute(until?.ToUniversalTime(), WordRules.Reason(reason), actor);
        ImmutableArray<Proposal> muted = target.Mute is { } known && known.Until == mute.Until && known.Reason == mute.Reason
            ? []
            : [new(null, new MemberMuted(member, mute.Until), mute.Reason is null ? null : new Words { Reason = mute.Reason })];
        return Current(target, asOf, [.. muted, .. Hidden(target, notes)]);
    }

    /// <summary>Ends it, and shows what was hidden with it. Of whoever has gone, what was hidden is shown.</summary>
    public static ImmutableArray<Proposal> Unmute(SeminarState state, string actor, string member, long? asOf = null)
    {
        Demand(state, actor, "mute-member");
        var target = Mutable(Known(state, member));
        return Current(target, asOf, [.. target.Mute is null ? ImmutableArray<Proposal>.Empty : [new(null, new MemberUnmuted(member))], .. Shown(target)]);
    }

    /// <summary>Where there is anything to do, it is decided by what is now.</summary>
    private static ImmutableArray<Proposal> Current(Member target, long? asOf, ImmutableArray<Proposal> proposals)
    {
        if (!proposals.IsEmpty)
            Staleness.Demand(asOf, target.Changed);
        return proposals;
    }

    private static ImmutableArray<Proposal> Hidden(Member target, HiddenNotes? notes) => notes is null || target.NotesHidden
        ? []
        : [new(null, new MemberNotesHidden(target.Id), WordRules.Reason(notes.Reason) is { } reason ? new Words { Reason = reason } : null)];

    private static ImmutableArray<Proposal> Shown(Member target) => target.NotesHidden ? [new(null, new MemberNotesShown(target.Id))] : [];

    private static void DemandLower(SeminarState state, string actor, Member target, string otherwise)
    {
        if (actor != target.Id && RoleOf(state, actor) != Role.Owner && target.Role >= RoleOf(state, actor))
            throw new RefusalException("forbidden", otherwise);
    }

    private static Member Mutable(Member target) => target.Role < Role.Moderator
        ? target
        : throw new RefusalException("forbidden", "Owners and moderators are not muted. An owner can make a moderator an annotator first.");

    private static Member Known(SeminarState state, string member) =>
        state.Members.GetValueOrDefault(member) ?? throw new RefusalException("not-found", "There is no such member.");
}
