using Orleans.Concurrency;

namespace Collab.Contracts.Presence;

/// <summary>A node whose readers have the document open.</summary>
[Alias("Collab.IPresenceObserver")]
public interface IPresenceObserver : IGrainObserver
{
    /// <summary>Connections that came, moved or left.</summary>
    [Alias("OnReports"), OneWay]
    Task OnPresenceAsync(string document, [Immutable] IReadOnlyList<PresenceOf> connections);
}
