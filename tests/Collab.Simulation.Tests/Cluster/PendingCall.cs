using Collab.Simulation.Tests.Scheduling;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>A call from one machine to another, from its sending until it is answered or given up.</summary>
internal abstract class PendingCall(Network network, Machine from, Machine to)
{
    /// <summary>When the caller gives up.</summary>
    public required long Due { get; init; }

    public abstract bool IsSettled { get; }

    public void Send() => network.Send(from, to, static call => ((PendingCall)call!).Begin(), this);

    /// <summary>The caller has waited long enough.</summary>
    public void GiveUp() => Fail(new TimeoutException($"{to} did not answer {from}."));

    /// <summary>On the machine that is called.</summary>
    protected abstract void Begin();

    /// <summary>On the caller's machine.</summary>
    protected abstract void Settle();

    protected abstract void Fail(Exception failure);

    protected void Answer() => network.Send(to, from, static call => ((PendingCall)call!).Settle(), this);
}
