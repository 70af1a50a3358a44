namespace Collab.Domain.Events;

/// <summary>A round's sealed log takes no note any more: the document is about to say that the round is over.</summary>
public sealed record RoundEnded : EventData;
