using System.Collections.Immutable;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>A link by which people join with a role. Only the SHA-256 of its secret is kept.</summary>
/// <param name="MaxUses">Null for any number.</param>
/// <param name="Joined">The members who came by it, in order.</param>
public sealed record Invite(string Id, Role Role, string SecretHash, string CreatedBy, DateTimeOffset Created, DateTimeOffset? Expires, int? MaxUses, bool Revoked, ImmutableArray<string> Joined)
{
    /// <summary>The seq at which it was made.</summary>
    public long Seq { get; init; }

    /// <summary>Whether it was neither ended nor used up; who made it is for <see cref="SeminarState.IsUsable"/> to ask.</summary>
    public bool HoldsAt(DateTimeOffset now) => !Revoked && (Expires is null || now < Expires) && (MaxUses is null || Joined.Length < MaxUses);
}
