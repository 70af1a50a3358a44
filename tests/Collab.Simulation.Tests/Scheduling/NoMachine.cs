namespace Collab.Simulation.Tests.Scheduling;

/// <summary>
/// Where appointments are kept, between the turns of machines. What they complete goes on in turns of its own; whatever is begun here would go
/// on on some other thread, in no order at all.
/// </summary>
internal sealed class NoMachine : SynchronizationContext
{
    public static NoMachine Instance { get; } = new();

    public override void Post(SendOrPostCallback d, object? state) => throw new NotSupportedException("What is awaited must be awaited on a machine.");

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);

    public override SynchronizationContext CreateCopy() => this;
}
