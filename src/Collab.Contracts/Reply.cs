using Collab.Domain;
using Collab.Domain.Commands;

namespace Collab.Contracts;

/// <summary>The answer to a command: what it brought about, or the code and the sentence by which it was refused, and when the same may be tried again.</summary>
[GenerateSerializer, Immutable, Alias("Collab.Reply")]
public sealed record Reply(
    [property: Id(0)] CommandOutcome? Outcome,
    [property: Id(1)] string? Code = null,
    [property: Id(2)] string? Detail = null,
    [property: Id(3)] TimeSpan? RetryAfter = null)
{
    public static Reply Refused(RefusalException refusal) => new(null, refusal.Code, refusal.Detail, refusal.RetryAfter);

    public static Reply OutcomeUnknown { get; } = new(null, "outcome-unknown", "The server could not tell whether this was stored. Send it again with the same commandId: it will be done once.");

    /// <summary>The outcome.</summary>
    /// <exception cref="RefusalException">The command was refused.</exception>
    public CommandOutcome Demand() => Outcome ?? throw new RefusalException(Code!, Detail!, RetryAfter);
}
