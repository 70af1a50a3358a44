namespace Collab.Domain.Events;

/// <summary>The reasons of a stance are for everybody again.</summary>
public sealed record StanceReasonShown(string Stance, string Clause) : StanceReasonEventData(Stance, Clause);
