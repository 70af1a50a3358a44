using Orleans.Core;
using Orleans.Runtime;
using Orleans.Timers;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>What a grain knows of its silo: how to reach other grains.</summary>
internal sealed class GrainRuntime(IGrainFactory grains, TimeProvider time) : IGrainRuntime
{
    public IGrainFactory GrainFactory => grains;

    public TimeProvider TimeProvider => time;

    public string SiloIdentity => throw new NotSupportedException();

    public SiloAddress SiloAddress => throw new NotSupportedException();

    public ITimerRegistry TimerRegistry => throw new NotSupportedException();

    public IServiceProvider ServiceProvider => throw new NotSupportedException();

    public void DeactivateOnIdle(IGrainContext grainContext) => throw new NotSupportedException();

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => throw new NotSupportedException();

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) => throw new NotSupportedException();
}
