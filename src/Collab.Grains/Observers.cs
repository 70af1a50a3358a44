using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace Collab.Grains;

/// <summary>The nodes that are told of what happens in a grain.</summary>
internal static class Observers
{
    /// <summary>An observer that is not renewed for so long is forgotten.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(30);

    /// <summary>Expiry goes by a clock that nobody sets: a machine whose time is put right must not forget everybody at once.</summary>
    public static ObserverManager<T> New<T>(ILogger logger, TimeProvider time)
        where T : IAddressable => new(Expiry, logger) { GetDateTime = () => DateTime.UnixEpoch + time.GetElapsedTime(0) };
}
