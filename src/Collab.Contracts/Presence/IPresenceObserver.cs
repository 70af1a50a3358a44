using Orleans.Concurrency;

namespace Collab.Contracts.Presence;

/// <summary>A node whose readers have the document open.</summary>
[Alias("Collab.IPresenceObserver")]
public interface IPresenceObserver : IGrainObserver
{
    /// <summary>Connections that came or moved, and those that left.</summary>
    [Alias("OnPresence"), OneWay]
    Task OnPresenceAsync(string document, [Immutable] IReadOnlyList<PresenceOf> here, [Immutable] IReadOnlyList<string> gone);
}
