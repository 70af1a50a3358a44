using Collab.Domain;
using Collab.Domain.Planting;
using Collab.Storage;

namespace Collab.Grains.EventSourcing;

/// <summary>
/// One for each node: while storage refuses, one write in a while is let through to probe it, and everybody else is answered
/// at once instead of every document trying.
/// </summary>
public sealed class StorageGate(TimeProvider time)
{
    /// <summary>How often a write may probe.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Nothing was stored, and may be in a moment.</summary>
    internal static RefusalException Unavailable { get; } = new("unavailable", "The server cannot write at the moment: nothing was stored. Try again in a few seconds.");

    private readonly Lock _lock = new();
    private RefusalException? _refusal;
    private long _nextProbe;

    /// <summary>The refusal for a command that arrives now; null where it may try.</summary>
    public RefusalException? Refusal
    {
        get
        {
            if (_refusal is null)
                return null;
            lock (_lock)
            {
                if (time.GetTimestamp() < _nextProbe || Planted.Is(Defect.GateNeverOpens))
                    return _refusal;
                _nextProbe = time.GetTimestamp() + (long)(ProbeInterval.TotalSeconds * time.TimestampFrequency);
                return null;
            }
        }
    }

    /// <summary>Storage refused a write, or did not answer it.</summary>
    public RefusalException Close(Exception cause)
    {
        lock (_lock)
        {
            _nextProbe = time.GetTimestamp() + (long)(ProbeInterval.TotalSeconds * time.TimestampFrequency);
            return _refusal = cause is StorageFullException
                ? new RefusalException("storage-full", "The server's disk is full: nothing was stored. Keep your text; it can be sent when the operator has made space.")
                : Unavailable;
        }
    }

    /// <summary>A write succeeded.</summary>
    public void Open() => _refusal = null;
}
