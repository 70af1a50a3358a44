namespace Collab.Domain.Events;

public sealed record InviteRevoked(string Invite) : EventData;
