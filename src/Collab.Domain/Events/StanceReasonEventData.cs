namespace Collab.Domain.Events;

/// <summary>What a moderator did about the reasons of one stance. It names the stance, not whose it is.</summary>
/// <param name="Stance">The id of the stance.</param>
public abstract record StanceReasonEventData(string Stance, string Clause) : EventData;
