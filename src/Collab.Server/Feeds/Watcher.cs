using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Server.Feeds;

/// <summary>Somebody who reads a document here, and what the policy said of them when it was asked last.</summary>
/// <param name="person">The id of the person.</param>
internal sealed class Watcher(string person)
{
    private (ImmutableDictionary<string, Member> Members, ImmutableDictionary<string, string> Persons, SeminarSettings Rules) _asked;
    private Audience? _audience;

    /// <summary>
    /// As <see cref="FeedView.AudienceOf"/>, for each delivery. Members and rules are immutable: while they are the same objects as when
    /// the table was asked, so is its answer (docs/decisions/0347).
    /// </summary>
    /// <exception cref="RefusalException"><c>not-found</c>, or what the permission table says.</exception>
    public Audience AudienceIn(FeedView view)
    {
        var header = view.State.Header;
        if (_audience is null || !ReferenceEquals(header.Members, _asked.Members) || !ReferenceEquals(header.MembersByPerson, _asked.Persons) || !ReferenceEquals(header.Settings, _asked.Rules))
            (_audience, _asked) = (view.AudienceOf(person), (header.Members, header.MembersByPerson, header.Settings));
        return _audience;
    }
}
