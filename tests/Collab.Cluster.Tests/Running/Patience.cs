namespace Collab.Cluster.Tests.Running;

/// <summary>How long the tests wait for what must happen, and how often they look whether it has.</summary>
internal static class Patience
{
    /// <summary>Long enough for a machine that is busy with other things; nothing is measured by it.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks at what only polling can see, and between two attempts of a client.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits for what only polling can see.</summary>
    /// <param name="what">Said when it does not come about.</param>
    public static Task UntilAsync(Func<Task<bool>> condition, string what) => UntilAsync(condition, () => what);

    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(condition, () => what);

    /// <param name="what">Asked in the end for what is said then.</param>
    public static Task UntilAsync(Func<bool> condition, Func<string> what) => UntilAsync(() => Task.FromResult(condition()), what);

    /// <param name="what">Asked in the end for what is said then.</param>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what)
    {
        using var enough = new CancellationTokenSource(Long);
        while (!await condition())
        {
            if (enough.IsCancellationRequested)
                Assert.Fail($"Not within {Long.TotalSeconds} s: {what()}");
            await Task.Delay(Poll);
        }
    }
}
