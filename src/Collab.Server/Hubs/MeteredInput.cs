using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Server.Hubs;

/// <summary>
/// What a client sends to the hub, read no faster than its person may send: whatever it is. The rate of calls sees what SignalR has begun to
/// call; of streams it begins any number at once, and what it cannot call, and what calls nothing, it deals with by itself.
/// </summary>
/// <param name="count">Counts so many messages; answers how long to wait.</param>
internal sealed class MeteredInput(PipeReader input, Func<int, TimeSpan> count, TimeProvider time) : PipeReader
{
    /// <summary>Longest that one read waits: so soon it is seen that the client has gone.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private const byte EndOfMessage = 0x1E;

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlySequence<byte> _read;
    private bool _begun;
    private long _counted;

    /// <summary>Puts it before the hub.</summary>
    public static ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        var context = connection.GetHttpContext()!;
        var (rates, time) = (context.RequestServices.GetRequiredService<CallRates>(), context.RequestServices.GetRequiredService<TimeProvider>());
        var person = context.Features.GetRequiredFeature<Connection>().Caller.Person;
        var input = new MeteredInput(connection.Transport.Input, messages => rates.CountRead(person, messages), time);
        using var gone = context.RequestAborted.UnsafeRegister(input => ((MeteredInput)input!)._over.TrySetResult(), input);
        connection.Transport = new Transport(input, connection.Transport.Output);
        await next(connection);
    };

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await input.ReadAsync(cancellationToken);
        if (!_begun && result.Buffer.PositionOf(EndOfMessage) is { } end)
        {
            // The handshake is read alone and at once: who comes in must not be held up by what the person's other connections have sent.
            _begun = true;
            var first = result.Buffer.Slice(0, result.Buffer.GetPosition(1, end));
            CountNew(first);
            return new ReadResult(first, result.IsCanceled || _over.Task.IsCompleted, isCompleted: false);
        }

        var wait = CountNew(result.Buffer);
        if (wait > TimeSpan.Zero && !result.IsCanceled)
            await Task.WhenAny(Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken), _over.Task);
        return _over.Task.IsCompleted ? new ReadResult(result.Buffer, isCanceled: true, result.IsCompleted) : result;
    }

    public override bool TryRead(out ReadResult result)
    {
        var any = input.TryRead(out result);
        if (any)
            CountNew(result.Buffer);
        return any;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _counted -= _read.Slice(0, consumed).Length;
        input.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead()
    {
        input.CancelPendingRead();
        _over.TrySetResult();
    }

    public override void Complete(Exception? exception = null) => input.Complete(exception);

    private TimeSpan CountNew(ReadOnlySequence<byte> buffer)
    {
        var messages = 0;
        foreach (var part in buffer.Slice(_counted))
            messages += part.Span.Count(EndOfMessage);
        (_read, _counted) = (buffer, buffer.Length);
        return messages == 0 ? TimeSpan.Zero : count(messages);
    }

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
