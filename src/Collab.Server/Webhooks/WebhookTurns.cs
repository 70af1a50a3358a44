using System.Threading.RateLimiting;
using Collab.Server.Limits;

namespace Collab.Server.Webhooks;

/// <summary>
/// Whose turn it is to be told. A seminar has a few turns at once, however many of its own wait behind them, and the next is whoever has waited
/// longest. Addresses that are slow wait in a line of their own, and so do those of which it is not known: nobody's dead address holds up another's.
/// </summary>
internal sealed class WebhookTurns : IDisposable
{
    /// <summary>Turns of one seminar at once, in each line.</summary>
    public const int OfSeminar = 2;

    /// <summary>Turns of all at once, of addresses that answered at once the last time.</summary>
    public const int Prompt = 64;

    /// <summary>Turns of all at once, of the others.</summary>
    public const int Slow = 32;

    // The seminar's own comes first: who waits for that stands in nobody's way.
    private readonly RateLimiterChain<(string Seminar, bool Prompt)> _turns = new(Line(line => line, _ => OfSeminar), Line(line => line.Prompt, prompt => prompt ? Prompt : Slow));

    /// <summary>Waits for a turn; dispose it when it is over.</summary>
    /// <param name="prompt">Whether the address answered at once the last time.</param>
    public async Task<IDisposable> TakeAsync(string seminar, bool prompt, CancellationToken cancellation) => await _turns.All.AcquireAsync((seminar, prompt), 1, cancellation);

    public void Dispose() => _turns.Dispose();

    private static PartitionedRateLimiter<(string Seminar, bool Prompt)> Line<T>(Func<(string Seminar, bool Prompt), T> key, Func<T, int> turns)
        where T : notnull => PartitionedRateLimiter.Create<(string Seminar, bool Prompt), T>(line => RateLimitPartition.GetConcurrencyLimiter(
            key(line),
            of => new ConcurrencyLimiterOptions { PermitLimit = turns(of), QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
}
