using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Seminars;

namespace Collab.Domain.Policy;

/// <summary>Who a view is for: a role in the seminar, and the member. The one policy for every way out asks it what to withhold.</summary>
/// <param name="Class">What all of its kind see alike.</param>
/// <param name="Member">The member, for what is one's own; null for the view that all of a class share.</param>
public sealed record Audience(ViewClass Class, string? Member)
{
    /// <summary>One that sees names, as every member does today.</summary>
    public Audience(bool readsHidden, string? member)
        : this(new ViewClass(readsHidden, SeesNames: true), member)
    {
    }

    /// <summary>The same for all of the class: what is personal is left out.</summary>
    public Audience Shared => this with { Member = null };

    public static Audience Of(Member member) => new(PermissionTable.For("read-hidden-body", member.Role).Kind == VerdictKind.Yes, member.Id);

    /// <summary>Whether the words of an annotation, as it stands at head, may leave for this audience.</summary>
    public bool MayRead(Annotation atHead) => atHead.State switch
    {
        AnnotationState.Shown => true,
        AnnotationState.Hidden => Class.ReadsHidden || atHead.Creator == Member,
        _ => false,
    };

    /// <summary>The name of a member now; null where it is not known, or not for this audience.</summary>
    public string? NameOf(string member, DocumentHeader head) =>
        Class.SeesNames && head.Members.TryGetValue(member, out var known) ? known.Name : null;
}
