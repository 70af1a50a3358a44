using Collab.Grains.Documents;
using Collab.Grains.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Grains;

/// <summary>What a silo needs to hold Collab's grains, beside an <see cref="Storage.IEventLog"/> and the serialization of the contracts.</summary>
public static class GrainServices
{
    /// <summary>The key of the clock that events, links and presence go by. Orleans' own clock is another matter: fake time must not stop its timers.</summary>
    public const string Clock = "collab";

    /// <summary>The key of the scheduler of work that must not hold up a grain's turn.</summary>
    public const string Background = "collab-background";

    public static IServiceCollection AddCollabGrains(this IServiceCollection services, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        return services.AddKeyedSingleton(Clock, clock).AddKeyedSingleton(Background, TaskScheduler.Default).AddSingleton(new StorageGate(clock)).AddSingleton<IReplicas, NoReplicas>();
    }
}
