using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Seminars;

namespace Collab.Domain.Policy;

/// <summary>Who a view is for: a role in the seminar under its rules, and the member. The one policy for every way out asks it what to withhold.</summary>
/// <param name="Class">What all of its kind see alike.</param>
/// <param name="Member">The member, for what is one's own; null for the view that all of a class share.</param>
public sealed record Audience(ViewClass Class, string? Member)
{
    /// <summary>One that sees names.</summary>
    public Audience(bool readsHidden, string? member)
        : this(new ViewClass(readsHidden, SeesNames: true), member)
    {
    }

    /// <summary>The same for all of the class: what is personal is left out.</summary>
    public Audience Shared => this with { Member = null };

    public static Audience Of(Member member, SeminarSettings rules) => Of(member.Role, member.Id, rules);

    /// <param name="member">Null for whoever is none.</param>
    public static Audience Of(Role role, string? member, SeminarSettings rules)
    {
        var moderates = PermissionTable.For("read-hidden-body", role).Kind == VerdictKind.Yes;
        return new(new ViewClass(moderates, rules.Names switch { NameRule.Shown => true, NameRule.Pseudonyms => moderates, _ => false }), member);
    }

    /// <summary>Whether the words of an annotation, as it stands at head, may leave for this audience.</summary>
    public bool MayRead(Annotation atHead) => atHead.State switch
    {
        AnnotationState.Shown => true,
        AnnotationState.Hidden => Class.ReadsHidden || atHead.Creator == Member,
        _ => false,
    };

    /// <summary>Whether the reasons of a stance may leave for this audience. What they are the member is told beside (<see cref="Views.StanceWriter.WriteOwn"/>).</summary>
    /// <param name="stance">The id of the stance.</param>
    public bool MayReadReason(string stance, DocumentHeader head) => Class.ReadsHidden || !head.HiddenReasons.Contains(stance);

    /// <summary>What a member, or the author of something that was imported, is called now, for this audience; null where it is not known.</summary>
    public string? NameOf(string member, DocumentHeader head) => head.Members.TryGetValue(member, out var known) ? NameOf(known, head.Seminar)
        : head.Authors.TryGetValue(member, out var author) ? author.ShownTo(Class) : null;

    /// <summary>Those whom a text can name, and what they are called for this audience.</summary>
    public IEnumerable<(string Id, string Name)> NamesIn(DocumentHeader head) => head.Members.Values.Select(member => (member.Id, NameOf(member, head.Seminar)));

    /// <summary>The member's name, or the pseudonym; one whose name was erased is called so by all.</summary>
    public string NameOf(Member member, string seminar) => Class.SeesNames || member.Name == Seminars.Member.ErasedName ? member.Name : Pseudonyms.Of(seminar, member.Number);
}
