using System.Net.NetworkInformation;

namespace Collab.Cluster.Tests.Running;

/// <summary>Slow readers who leave together.</summary>
internal sealed class SlowReaders : List<SlowReader>, IAsyncDisposable
{
    /// <summary>How many of those who came last the server still holds. They themselves would read of their end after all that they have not read.</summary>
    public int HeldOf(int last)
    {
        var open = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Where(connection => connection.State == TcpState.Established).Select(connection => (connection.LocalEndPoint.Port, connection.RemoteEndPoint.Port)).ToHashSet();
        return this.TakeLast(last).Count(reader => open.Contains(reader.Ports));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in this)
            await reader.DisposeAsync();
    }
}
