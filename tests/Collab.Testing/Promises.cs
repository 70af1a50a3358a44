namespace Collab.Testing;

/// <summary>Waits for what is promised within a time.</summary>
public static class Promises
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <exception cref="TimeoutException">It took longer, as <see cref="Turns"/> counts, on the part of the machine that others left.</exception>
    public static async Task WithinAsync(this Task what, TimeSpan promised)
    {
        using var turns = Turns.Count();
        var machine = Machine.Watch();
        while (!what.IsCompleted)
        {
            if (turns.Elapsed > promised && turns.Elapsed * machine.Left() is var took && took > promised)
                throw new TimeoutException($"Not within {promised.TotalSeconds} s, but {took.TotalSeconds} s and more.");
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
