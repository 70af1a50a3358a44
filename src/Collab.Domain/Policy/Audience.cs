using Collab.Domain.Annotations;
using Collab.Domain.Seminars;

namespace Collab.Domain.Policy;

/// <summary>Who a view is for: a role in the seminar, and the member. The one policy for every way out asks it what to withhold.</summary>
/// <param name="ReadsHidden">Whether the role may read hidden bodies that are not its own.</param>
/// <param name="Member">The member, for what is one's own; null for the view that all of a class share.</param>
public sealed record Audience(bool ReadsHidden, string? Member)
{
    public static Audience Of(Member member) => new(PermissionTable.For("read-hidden-body", member.Role).Kind == VerdictKind.Yes, member.Id);

    /// <summary>The same for all of the class: what is personal is left out.</summary>
    public Audience Shared => this with { Member = null };

    /// <summary>Whether the words of an annotation, as it stands at head, may leave for this audience.</summary>
    public bool MayRead(Annotation atHead) => atHead.State switch
    {
        AnnotationState.Shown => true,
        AnnotationState.Hidden => ReadsHidden || atHead.Creator == Member,
        _ => false,
    };
}
