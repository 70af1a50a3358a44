namespace Collab.Simulation.Tests.Scheduling;

/// <summary>Something to be done without interruption: by a machine, or by the world where none is given. There are thousands in each seed.</summary>
internal readonly record struct Turn(Machine? Machine, SendOrPostCallback Callback, object? State)
{
    /// <summary>The callback whose state is an <see cref="Action"/>.</summary>
    public static readonly SendOrPostCallback Act = static state => ((Action)state!)();
}
