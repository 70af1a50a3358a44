using Collab.Domain.Policy;

namespace Collab.Domain.Events;

/// <summary>An invite link was made. Only the SHA-256 of its secret is known.</summary>
public sealed record InviteCreated(string Invite, Role Role, string SecretHash, DateTimeOffset? Expires, int? MaxUses) : EventData;
