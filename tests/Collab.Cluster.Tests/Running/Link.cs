using System.Net.Sockets;

namespace Collab.Cluster.Tests.Running;

/// <summary>One connection through <see cref="TcpProxy"/>, and what befalls it.</summary>
internal sealed class Link(Socket client, Action<LinkFate> struck, Action<int> answered) : IDisposable
{
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkFate _fate = LinkFate.None;
    private long _carried;
    private bool _inForce, _lossy;

    /// <summary>From now on this befalls it; its bytes are counted from now.</summary>
    public void Suffer(LinkFate fate)
    {
        lock (_gate)
        {
            if (_lossy)
            {
                // What comes now would be taken for what was lost.
                Cut();
                return;
            }

            (_fate, _carried, _inForce) = (fate, 0, false);
            if (fate is { Fault: LinkFault.BlackHole, After: 0 })
                ComeIntoForce();
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Carries until both ends have ended, or one is gone.</summary>
    public async Task CarryAsync(Uri target, CancellationToken over)
    {
        try
        {
            await _server.ConnectAsync(target.Host, target.Port, over);
            using NetworkStream toClient = new(client), toServer = new(_server);
            var ways = new[] { CarryAsync(toClient, toServer, fromServer: false, over), CarryAsync(toServer, toClient, fromServer: true, over) };
            // Where one way breaks, the other would wait for ever.
            await await Task.WhenAny(ways);
            await Task.WhenAll(ways);
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut, by either end or by its fate.
        }
        finally
        {
            Cut();
        }
    }

    /// <summary>Breaks it at once, both ways.</summary>
    public void Cut()
    {
        client.Close(0);
        _server.Close(0);
    }

    public void Dispose() => Cut();

    private async Task CarryAsync(NetworkStream from, NetworkStream to, bool fromServer, CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, over)) > 0;)
        {
            if (fromServer)
                answered(read);
            for (ReadOnlyMemory<byte> piece = buffer.AsMemory(0, read); piece.Length > 0;)
            {
                var (unhurt, fate, begins, changed) = Meet(fromServer, piece.Length);
                if (unhurt > 0)
                    await to.WriteAsync(piece[..unhurt], over);
                // The end of one way is told whichever way the byte came.
                if (begins && fate.Fault == LinkFault.HalfClose)
                    (fate.FromServer ? client : _server).Shutdown(SocketShutdown.Send);
                piece = await StrikeAsync(fate, piece[unhurt..], to, changed, over);
            }
        }

        to.Socket.Shutdown(SocketShutdown.Send);
    }

    /// <returns>How many of the bytes are carried as they are, while the others meet the fate; and whether it comes into force with these.</returns>
    private (int Unhurt, LinkFate Fate, bool Begins, Task Changed) Meet(bool fromServer, int bytes)
    {
        lock (_gate)
        {
            var unhurt = _fate.Fault == LinkFault.None ? bytes : (int)Math.Min(bytes, _fate.After - _carried);
            var strikes = _fate.IsBothWays || _fate.FromServer == fromServer;
            var begins = unhurt < bytes && !_inForce && (strikes || _fate.Fault == LinkFault.HalfClose);
            if (begins)
                ComeIntoForce();
            _carried += unhurt;
            return (strikes ? unhurt : bytes, _fate, begins, _changed.Task);
        }
    }

    private void ComeIntoForce()
    {
        _inForce = true;
        _lossy = _fate.Fault is LinkFault.Close or LinkFault.HalfClose or LinkFault.Swallow;
        struck(_fate);
    }

    /// <returns>What is still to be carried.</returns>
    private async Task<ReadOnlyMemory<byte>> StrikeAsync(LinkFate fate, ReadOnlyMemory<byte> rest, NetworkStream to, Task changed, CancellationToken over)
    {
        if (rest.Length == 0)
            return rest;
        switch (fate.Fault)
        {
            case LinkFault.BlackHole:
                await changed.WaitAsync(over);
                return rest;
            case LinkFault.Delay:
                await Task.Delay(fate.Delay, over);
                await to.WriteAsync(rest, over);
                break;
            case LinkFault.Reset:
                Cut();
                break;
            case LinkFault.Close:
                client.Shutdown(SocketShutdown.Send);
                _server.Shutdown(SocketShutdown.Send);
                break;
        }

        return default;
    }
}
