namespace Collab.Domain.Events;

/// <param name="Seconds">That lie between two notes or replies of one member; 0 for none.</param>
public sealed record SlowModeSet(int Seconds) : EventData;
