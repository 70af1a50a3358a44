using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using Collab.Domain.Planting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Server.Hubs;

/// <summary>
/// Where the hub writes: each message leaves as one frame from the thread that wrote it, past SignalR's pipe, its thread, and its WebSocket's buffer.
/// A batch leaves from the bytes that all readers share. See docs/decisions/0428.
/// </summary>
/// <param name="pipe">SignalR's own, whose end it waits for.</param>
/// <param name="patience">How long one message may take to leave.</param>
/// <param name="abort">Breaks the connection off.</param>
internal sealed class FrameWriter(PipeWriter pipe, FrameUpgrade upgrade, TimeSpan patience, Action abort) : PipeWriter
{
    private const int Smallest = 512;

    // How many of all wait for their readers: for what is planted alone.
    private static int _stalled;

    private byte[] _buffer = [];
    private int _written;
    private ReadOnlyMemory<byte> _shared;
    private long _waitsSince;

    /// <summary>Puts it in the place of the transport's own, where frames can be written.</summary>
    public static Func<ConnectionDelegate, ConnectionDelegate> Before(TimeSpan patience) => next => connection =>
    {
        if (connection.GetHttpContext() is { } context && context.Features.Get<FrameUpgrade>() is { } upgrade)
        {
            var writer = new FrameWriter(connection.Transport.Output, upgrade, patience, context.Abort);
            connection.Transport = new Duplex(connection.Transport.Input, writer);
            connection.Features.GetRequiredFeature<IConnectionHeartbeatFeature>().OnHeartbeat(static writer => ((FrameWriter)writer).EndIfStalled(Environment.TickCount64), writer);
        }

        return next(connection);
    };

    /// <summary>Takes a frame that is written already, to be flushed next; false where something else was written and not flushed.</summary>
    public bool TryTake(ReadOnlyMemory<byte> frame)
    {
        if (_written > 0 || !_shared.IsEmpty)
            return false;
        _shared = frame;
        return true;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (!_shared.IsEmpty)
            throw new InvalidOperationException("A frame that was taken is flushed first.");
        if (_buffer.Length - Frame.MaxHead - _written < Math.Max(1, sizeHint))
            Grow(Math.Max(Smallest, sizeHint));
        return _buffer.AsMemory(Frame.MaxHead + _written);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => _written += bytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (upgrade.Stream is not { } stream)
            return new(new FlushResult(isCanceled: false, isCompleted: true));
        var frame = _shared.IsEmpty ? Framed() : _shared;
        if (frame.IsEmpty)
            return default;
        if (Planted.Is(Defect.StalledReadersWaitedFor))
            SpinWait.SpinUntil(static () => Volatile.Read(ref _stalled) == 0, Volatile.Read(ref _stalled));
        try
        {
            // Half a frame could be followed by nothing: whoever does not want to wait any longer breaks the connection off.
            var writing = stream.WriteAsync(frame, CancellationToken.None);
            if (!writing.IsCompletedSuccessfully)
                return WaitAsync(writing);
            Reset();
            return default;
        }
        catch (Exception e) when (IsOver(e))
        {
            return Over();
        }
    }

    /// <summary>SignalR asks for it when it ends a connection whose reader may take nothing: the frame under way ends with the connection.</summary>
    public override void CancelPendingFlush()
    {
        if (Volatile.Read(ref _waitsSince) != 0)
            abort();
    }

    public override void Complete(Exception? exception = null) => pipe.Complete(exception);

    private async ValueTask<FlushResult> WaitAsync(ValueTask writing)
    {
        Volatile.Write(ref _waitsSince, Environment.TickCount64);
        CountStalled(1);
        try
        {
            await writing;
            Reset();
            return default;
        }
        catch (Exception e) when (IsOver(e))
        {
            return await Over();
        }
        finally
        {
            CountStalled(-1);
            Volatile.Write(ref _waitsSince, 0);
        }
    }

    [Conditional("PLANTED_DEFECTS")]
    private static void CountStalled(int by) => Interlocked.Add(ref _stalled, by);

    private static bool IsOver(Exception e) => e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private ValueTask<FlushResult> Over()
    {
        Reset();
        abort();
        return new(new FlushResult(isCanceled: false, isCompleted: true));
    }

    /// <summary>Asked every second: who takes nothing for so long is gone, or holds what nobody reads.</summary>
    /// <param name="now">Of <see cref="Environment.TickCount64"/>.</param>
    internal void EndIfStalled(long now)
    {
        if (Volatile.Read(ref _waitsSince) is var since and not 0 && now - since > patience.TotalMilliseconds)
            abort();
    }

    private ReadOnlyMemory<byte> Framed()
    {
        if (_written == 0)
            return default;
        var head = Frame.HeadOf(_written);
        Frame.WriteHead(_buffer.AsSpan(Frame.MaxHead - head, head), _written);
        return _buffer.AsMemory(Frame.MaxHead - head, head + _written);
    }

    private void Grow(int by)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _written, _written + by) + Frame.MaxHead);
        _buffer.AsSpan(0, Math.Min(_buffer.Length, Frame.MaxHead + _written)).CopyTo(larger);
        Return();
        _buffer = larger;
    }

    /// <summary>Who is told nothing holds nothing.</summary>
    private void Reset()
    {
        (_shared, _written) = (default, 0);
        Return();
        _buffer = [];
    }

    private void Return()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
