namespace Collab.Domain.Events;

/// <summary>The reasons of a stance, those before and those to come, are for moderators and the member alone.</summary>
public sealed record StanceReasonHidden(string Stance, string Clause) : StanceReasonEventData(Stance, Clause);
