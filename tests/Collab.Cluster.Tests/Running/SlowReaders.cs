namespace Collab.Cluster.Tests.Running;

/// <summary>Slow readers who leave together.</summary>
internal sealed class SlowReaders : List<SlowReader>, IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var reader in this)
            await reader.DisposeAsync();
    }
}
