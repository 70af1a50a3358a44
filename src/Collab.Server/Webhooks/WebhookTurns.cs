using System.Threading.RateLimiting;

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

    private readonly PartitionedRateLimiter<(string Seminar, bool Prompt)> _ofSeminar = Line(line => line, _ => OfSeminar), _ofAll = Line(line => line.Prompt, prompt => prompt ? Prompt : Slow);
    private readonly PartitionedRateLimiter<(string Seminar, bool Prompt)> _turns;

    // The seminar's own comes first: who waits for that stands in nobody's way.
    public WebhookTurns() => _turns = PartitionedRateLimiter.CreateChained(_ofSeminar, _ofAll);

    /// <summary>Waits for a turn; dispose it when it is over.</summary>
    /// <param name="prompt">Whether the address answered at once the last time.</param>
    public async Task<IDisposable> TakeAsync(string seminar, bool prompt, CancellationToken cancellation) => await _turns.AcquireAsync((seminar, prompt), 1, cancellation);

    /// <summary>A chain does not dispose of what it is made of.</summary>
    public void Dispose()
    {
        _turns.Dispose();
        _ofSeminar.Dispose();
        _ofAll.Dispose();
    }

    private static PartitionedRateLimiter<(string Seminar, bool Prompt)> Line<T>(Func<(string Seminar, bool Prompt), T> key, Func<T, int> turns)
        where T : notnull => PartitionedRateLimiter.Create<(string Seminar, bool Prompt), T>(line => RateLimitPartition.GetConcurrencyLimiter(
            key(line),
            of => new ConcurrencyLimiterOptions { PermitLimit = turns(of), QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
}
