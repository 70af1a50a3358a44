using Collab.Server.Hosting;
using Collab.Storage.Accounts;

namespace Collab.Server.Clustering;

/// <summary>Whether storage answers this node. However many ask, storage is asked once at a time.</summary>
public sealed class StorageContact(IAccountStore accounts, TimeProvider time)
{
    /// <summary>For how long an answer, or that there was none, is told to whoever asks next.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromSeconds(0.5);

    private readonly Lock _gate = new();
    private Task _asking = Task.CompletedTask;
    private long? _ended;

    /// <summary>Ends well when storage answers; whoever comes meanwhile, or soon after, is told the same.</summary>
    /// <exception cref="Storage.StorageUnavailableException">It does not.</exception>
    public Task AskAsync()
    {
        lock (_gate)
        {
            var isGood = !_asking.IsCompleted || (_ended is { } ended && time.GetElapsedTime(ended) < Good);
            return isGood ? _asking : _asking = AskOnceAsync();
        }
    }

    private async Task AskOnceAsync()
    {
        try
        {
            await accounts.ReadSettingAsync(FirstStart.Setting);
        }
        finally
        {
            lock (_gate)
                _ended = time.GetTimestamp();
        }
    }
}
