using Collab.Domain;

namespace Collab.Server.Clustering;

/// <summary>
/// Whether this node may rely on what it holds. A node that hears nothing of its cluster may have been given up: others hold its documents
/// then, and change who may read them. One that alone cannot reach storage does not hear whose access was ended. So it shows nothing until it
/// knows.
/// </summary>
public sealed class ClusterContact(IClusterProbe probe, StorageContact storage, TimeProvider time) : IDisposable
{
    /// <summary>How long an answer holds: less than the others take to give a node up.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private Task _asking = Task.CompletedTask;
    private long _heard = time.GetTimestamp();
    private bool _givenUp;
    private CancellationTokenSource _reliance = new();

    public bool IsCutOff => HasLostStorage || Volatile.Read(ref _givenUp) || time.GetElapsedTime(Volatile.Read(ref _heard)) > Lease;

    /// <summary>Whether it is cut off from storage, which other nodes reach.</summary>
    public bool HasLostStorage => storage.IsAlone;

    /// <summary>
    /// Gives up what is under way: it may wait for nodes that do not hear this one, and is answered elsewhere. While the node is cut off it is
    /// said again and again: something may have begun just before.
    /// </summary>
    public void Abandon() => Interlocked.Exchange(ref _reliance, new CancellationTokenSource()).Cancel();

    public void Dispose() => _reliance.Dispose();

    /// <summary>Asks the cluster; whoever comes meanwhile waits for the same answer.</summary>
    public Task AskAsync()
    {
        lock (_gate)
            return _asking.IsCompleted ? _asking = AskOnceAsync() : _asking;
    }

    /// <summary>Passes while the node may show what it holds. One that was too busy to ask, or asleep, asks first.</summary>
    /// <exception cref="RefusalException"><c>unavailable</c>: it is cut off.</exception>
    public async ValueTask DemandAsync()
    {
        if (!IsCutOff)
            return;
        // Of storage it is known each second that it still does not answer.
        if (!HasLostStorage)
            await AskAsync();
        if (HasLostStorage)
            throw new RefusalException("unavailable", "This node has lost its database and cannot tell whose access has ended. Try again in a moment: another node may answer.");
        if (IsCutOff)
            throw new RefusalException("unavailable", "This node has lost its cluster and cannot tell who may read what. Try again in a moment: another node may answer.");
    }

    /// <summary>Lets a request go on while the node may show what it holds. When it may not any more, the request is cut off.</summary>
    /// <exception cref="RefusalException"><c>unavailable</c>: it is cut off.</exception>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        await DemandAsync();
        using var abandoned = Volatile.Read(ref _reliance).Token.UnsafeRegister(under => ((HttpContext)under!).Abort(), context);
        await next(context);
    }

    private Task AskOnceAsync() => Task.WhenAll(AskClusterAsync(), AskStorageAsync());

    private async Task AskClusterAsync()
    {
        var asked = time.GetTimestamp();
        switch (await probe.AskAsync())
        {
            case ClusterAnswer.Counts:
                Volatile.Write(ref _heard, asked);
                break;
            case ClusterAnswer.GivenUp:
                Volatile.Write(ref _givenUp, true);
                break;
        }
    }

    // The others are asked only while storage does not answer here.
    private async Task AskStorageAsync()
    {
        if (await storage.AnswersAsync())
            return;
        var asked = time.GetTimestamp();
        if (await probe.AskOfStorageAsync() is { } silence)
            storage.Hear(asked, silence);
    }
}
