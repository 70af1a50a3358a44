namespace Collab.Testing;

/// <summary>Waits for what is promised within a time.</summary>
public static class Promises
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <exception cref="TimeoutException">It took longer, as <see cref="Turns"/> counts.</exception>
    public static async Task WithinAsync(this Task what, TimeSpan promised)
    {
        using var turns = Turns.Count();
        while (!what.IsCompleted)
        {
            if (turns.Elapsed > promised)
                throw new TimeoutException($"Not within {promised.TotalSeconds} s.");
            await Task.WhenAny(what, Task.Delay(Look, TimeProvider.System));
        }

        await what;
    }

    /// <inheritdoc cref="WithinAsync(Task, TimeSpan)"/>
    public static async Task<T> WithinAsync<T>(this Task<T> what, TimeSpan promised)
    {
        await ((Task)what).WithinAsync(promised);
        return await what;
    }
}
