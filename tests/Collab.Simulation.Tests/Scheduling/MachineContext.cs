namespace Collab.Simulation.Tests.Scheduling;

/// <summary>Where the continuations of a machine go: into the world's one queue.</summary>
internal sealed class MachineContext(Machine machine) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => machine.Post(d, state);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody blocks here.");

    public override SynchronizationContext CreateCopy() => this;
}
