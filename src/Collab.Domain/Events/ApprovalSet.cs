namespace Collab.Domain.Events;

/// <param name="On">Whether notes and replies wait for a moderator before others see them.</param>
public sealed record ApprovalSet(bool On) : EventData;
