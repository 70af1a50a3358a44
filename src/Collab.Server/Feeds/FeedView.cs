using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Server.Feeds;

/// <summary>A document as a node knows it at one moment.</summary>
/// <param name="Hidden">The creator of each annotation that is hidden.</param>
public sealed record FeedView(DocumentState State, ImmutableDictionary<string, string> Hidden)
{
    public static FeedView Of(DocumentState state) => new(
        state,
        state.Annotations.Where(a => a.State == AnnotationState.Hidden).ToImmutableDictionary(a => a.Id, a => a.Creator));

    public long Head => State.Header.Seq;

    public FeedView Apply(LogEvent e)
    {
        var state = State.Apply(e);
        return e.Data switch
        {
            AnnotationHidden hidden when state.Find(hidden.Annotation) is { } note => new(state, Hidden.SetItem(note.Id, note.Creator)),
            AnnotationShown or AnnotationDeleted => new(state, Hidden.Remove(((AnnotationEventData)e.Data).Annotation)),
            MemberNotesHidden or MemberNotesShown => Of(state),
            ContentErased erased => new(state, Hidden.RemoveRange(Hidden.Where(hidden => hidden.Value == erased.Member).Select(hidden => hidden.Key))),
            _ => this with { State = state },
        };
    }

    /// <summary>The member that a person is.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>: none, or no longer.</exception>
    public Member Demand(string person) => State.Header.MemberOf(person) ?? throw Missing;

    /// <summary>The audience for a person, by the rights of this moment.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>, or what the permission table says.</exception>
    public Audience AudienceOf(string person)
    {
        var member = Demand(person);
        PermissionTable.Demand("read-document", member.Role);
        return Audience.Of(member, State.Header.Settings);
    }

    /// <summary>True where the audience sees more than its class does: hidden notes of its own.</summary>
    public bool IsPersonal(Audience audience) => !audience.Class.ReadsHidden && !Hidden.IsEmpty && audience.Member is not null && Hidden.ContainsValue(audience.Member);

    internal static RefusalException Missing => new("not-found", "There is no such document here, or you are not a member of its seminar.");
}
