namespace Collab.Grains.EventSourcing;

/// <summary>Nothing was written, because the decision was made on an older state: catch up and decide again.</summary>
public sealed class DecisionOutdatedException(string message, Exception? inner = null) : Exception(message, inner);
