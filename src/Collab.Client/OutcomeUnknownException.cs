namespace Collab.Client;

/// <summary>
/// Patience is at an end, and the command may have been done or not: an answer was lost. Send it again with the same content and
/// <see cref="CommandId"/>, now or after a restart: it is done once, and its answer comes.
/// </summary>
public sealed class OutcomeUnknownException(Guid commandId, Exception last) : Exception($"Nobody knows whether command {commandId} was done: {last.Message} Send it again with the same id.", last)
{
    public Guid CommandId { get; } = commandId;
}
