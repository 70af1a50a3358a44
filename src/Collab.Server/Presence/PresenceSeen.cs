using System.Collections.Immutable;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;

namespace Collab.Server.Presence;

/// <summary>What a reader of presence has been told.</summary>
/// <param name="Class">As whom.</param>
/// <param name="Rounds">With these blind rounds.</param>
/// <param name="Version">Of the board.</param>
internal sealed record PresenceSeen(ImmutableDictionary<string, Member> Members, ImmutableArray<Round> Rounds, ViewClass Class, long Version);
