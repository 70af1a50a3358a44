namespace Collab.Cluster.Tests.Rivals;

/// <summary>
/// Where the appends of two clusters to one document meet. Mostly the first waits for the other's, and the database has to decide between
/// two that follow the same head; now and then one goes ahead, and the other's is behind before it is sent.
/// </summary>
internal sealed class Contest(string document, int seed)
{
    // One append of so many waits for nobody.
    private const int GoesAhead = 8;

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private TaskCompletionSource? _waiting;
    private bool _over;

    public string Document => document;

    /// <summary>How often two appends were sent at once.</summary>
    public int Meetings { get; private set; }

    /// <summary>Done when the append may go on. A cluster has one under way at a time, so that who waits is the other one.</summary>
    public Task MeetAsync()
    {
        lock (_gate)
        {
            if (_over || _random.Next(GoesAhead) == 0)
                return Task.CompletedTask;
            if (_waiting is not { } other)
                return (_waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            _waiting = null;
            Meetings++;
            other.SetResult();
            return Task.CompletedTask;
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
}
