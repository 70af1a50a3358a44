using Collab.Grains.Clustering;
using Collab.Server.Hosting;
using Collab.Storage.Accounts;

namespace Collab.Server.Clustering;

/// <summary>
/// Whether storage answers this node, and whether it answers others where it does not. However many ask, storage is asked once at a time. A
/// node that alone cannot reach it hears of nobody who was signed out or revoked, and does not know that there is anything to hear.
/// </summary>
public sealed class StorageContact(IAccountStore accounts, TimeProvider time) : IStorageSight
{
    /// <summary>For how long an answer, or that there was none, is told to whoever asks next.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a node goes on after storage last answered it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    // When storage goes away for all, what others had under way may still have been answered a little after this node was not.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1), Soon = TimeSpan.FromSeconds(0.5);

    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private Task _asking = Task.CompletedTask;
    private long? _ended, _answered, _inVainSince, _answeredOthers;

    public TimeSpan? Silence
    {
        get
        {
            lock (_gate)
                return _answered is { } answered ? time.GetElapsedTime(answered) : null;
        }
    }

    /// <summary>
    /// Whether storage answered another node what it was asked after this one had begun to ask in vain. Once it is so it stays so until
    /// storage answers here: what happened meanwhile was missed, whether or not the others lose storage too.
    /// </summary>
    public bool IsAlone
    {
        get
        {
            lock (_gate)
            {
                return _inVainSince is { } since && _answeredOthers is { } others
                    && time.GetElapsedTime(since, others) >= Apart && time.GetElapsedTime(_answered ?? _began) > Lease;
            }
        }
    }

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

    /// <summary>Whether storage answers within half a second.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            await AskAsync().WaitAsync(Soon, time);
            return true;
        }
        catch (Exception)
        {
            // Whatever it is, nothing was read.
            return false;
        }
    }

    /// <summary>Another node said for how long storage has not answered it.</summary>
    /// <param name="asked">When it was asked, by this node's clock.</param>
    public void Hear(long asked, TimeSpan silence)
    {
        var answered = asked - (long)(silence.TotalSeconds * time.TimestampFrequency);
        lock (_gate)
            _answeredOthers = Math.Max(_answeredOthers ?? answered, answered);
    }

    private async Task AskOnceAsync()
    {
        var asked = time.GetTimestamp();
        _inVainSince ??= asked;
        try
        {
            await accounts.ReadSettingAsync(FirstStart.Setting);
            lock (_gate)
                (_answered, _inVainSince) = (asked, null);
        }
        finally
        {
            lock (_gate)
                _ended = time.GetTimestamp();
        }
    }
}
