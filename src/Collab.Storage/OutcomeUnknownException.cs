namespace Collab.Storage;

/// <summary>The storage failed while it was committing: the write may or may not be there. Look before trying again.</summary>
public sealed class OutcomeUnknownException(Exception inner)
    : Exception("The storage failed during the commit, so the write may or may not be there. Try again with the same command id.", inner);
