namespace Collab.Cluster.Tests.Rivals;

/// <summary>
/// Where the appends of two clusters to one document meet, both of which follow the same head: the first to come waits for the other's. Then
/// they are sent at once, and the database has to decide between them; or the last to come is answered first, which has mostly lost just
/// before. By themselves the same cluster would win again and again: who has won has little to write at first, and is faster.
/// </summary>
internal sealed class Contest(string document, int seed)
{
    // One append of so many waits for nobody; of so many meetings one is a race.
    private const int Alone = 8, Race = 2;

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private TaskCompletionSource? _waiting;
    private bool _over;

    public string Document => document;

    /// <summary>How often two appends were sent at once.</summary>
    public int Races { get; private set; }

    /// <summary>Appends when it is time. A cluster has one append under way at a time, so that who waits is the other one.</summary>
    public async Task AppendAsync(Func<Task> append)
    {
        var (turn, other, race) = Come();
        await turn;
        if (race)
            other?.SetResult();
        try
        {
            await append();
        }
        finally
        {
            other?.TrySetResult();
        }
    }

    /// <summary>From now on nobody waits.</summary>
    public void End()
    {
        lock (_gate)
        {
            _over = true;
            _waiting?.SetResult();
            _waiting = null;
        }
    }

    private (Task Turn, TaskCompletionSource? Other, bool Race) Come()
    {
        lock (_gate)
        {
            if (_over || _random.Next(Alone) == 0)
                return (Task.CompletedTask, null, false);
            if (_waiting is not { } other)
                return ((_waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task, null, false);
            _waiting = null;
            var race = _random.Next(Race) == 0;
            Races += race ? 1 : 0;
            return (Task.CompletedTask, other, race);
        }
    }
}
