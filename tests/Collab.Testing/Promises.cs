namespace Collab.Testing;

/// <summary>Waits for what is promised within a time.</summary>
public static class Promises
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <exception cref="TimeoutException">It took longer, as <see cref="Turns"/> counts.</exception>
    public static async Task WithinAsync(this Task what, TimeSpan promised)
    {
        using var turns = Turns.Count();
        // Not where the test goes on: others of its tests may be at work there.
        while (!what.IsCompleted && turns.Elapsed <= promised)
            await Task.WhenAny(what, Task.Delay(Look, TimeProvider.System)).ConfigureAwait(false);
        // Also of what is done: where the thread pool stood still, that it is comes to be known with its being late.
        if (turns.Elapsed is var took && took > promised)
            throw new TimeoutException($"Not within {promised.TotalSeconds} s, but {took.TotalSeconds} s and more.");
        await what.ConfigureAwait(false);
    }

    /// <inheritdoc cref="WithinAsync(Task, TimeSpan)"/>
    public static async Task<T> WithinAsync<T>(this Task<T> what, TimeSpan promised)
    {
        await ((Task)what).WithinAsync(promised);
        return await what;
    }
}
