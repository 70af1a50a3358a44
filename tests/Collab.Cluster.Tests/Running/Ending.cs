namespace Collab.Cluster.Tests.Running;

/// <summary>What is done when something that was begun beside a measurement is over.</summary>
internal sealed class Ending(Func<ValueTask> end) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => end();
}
