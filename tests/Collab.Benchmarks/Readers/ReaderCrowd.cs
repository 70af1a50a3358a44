using System.Diagnostics;

namespace Collab.Benchmarks.Readers;

/// <summary>
/// Thousands of readers on one thread, which leaves the processors to the server: raw sockets, one buffer for all, and bytes that are scanned and not read.
/// It holds every reader to have every event, in order.
/// </summary>
internal sealed class ReaderCrowd : IDisposable
{
    /// <summary>So many are asked how long events took; all of them count.</summary>
    private const int Samples = 100;

    private const int BufferBytes = 512 * 1024, WaitMilliseconds = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), KeepAlive = TimeSpan.FromSeconds(15);

    private readonly Reader[] _readers;
    private readonly Epoll _epoll = new();
    private readonly List<double> _took = [];
    private readonly Thread _thread;
    private Action? _wanted;
    private bool _measuring;
    private volatile bool _over;
    private long _events, _from, _until;

    private ReaderCrowd(IReadOnlyList<Seat> seats)
    {
        var every = Math.Max(1, seats.Count / Samples);
        _readers = new Reader[seats.Count];
        Parallel.For(0, seats.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => _readers[i] = Reader.Connect(seats[i], i % every == 0 ? Sent : null));
        for (var i = 0; i < _readers.Length; i++)
            _epoll.Watch(_readers[i].Handle, i);
        _thread = new Thread(Read) { IsBackground = true, Name = "Readers" };
        _thread.Start();
    }

    /// <summary>Connects them all, and waits until each is told what happens.</summary>
    /// <param name="head">The seq of the last event there is.</param>
    public static async Task<ReaderCrowd> ConnectAsync(IReadOnlyList<Seat> seats, long head = 0)
    {
        if (!Epoll.IsHere)
            throw new PlatformNotSupportedException("Readers are raw sockets that epoll waits for: it takes Linux.");
        var crowd = await Task.Run(() => new ReaderCrowd(seats));
        await crowd.UntilAsync(reader => head > 0 ? reader.Scanner.Last >= head : reader.Scanner.IsAnswered || reader.Scanner.Last > 0, "the readers were answered");
        return crowd;
    }

    public int Count => _readers.Length;

    /// <summary>Bytes that came since the beginning, the frames' heads included.</summary>
    public long Bytes => _readers.Sum(reader => reader.Received);

    /// <summary>WebSocket frames that came since the beginning.</summary>
    public long Frames => _readers.Sum(reader => reader.Frames);

    /// <summary>From now on, events count.</summary>
    public Task BeginAsync() => OnThreadAsync(() =>
    {
        (_events, _measuring, _from) = (0, true, Stopwatch.GetTimestamp());
        _took.Clear();
    });

    /// <summary>What has been delivered since, and how long it took from the sending times in it.</summary>
    public async Task<Delivered> EndAsync()
    {
        await OnThreadAsync(() => (_measuring, _until) = (false, Stopwatch.GetTimestamp()));
        _took.Sort();
        return new Delivered(_events, Stopwatch.GetElapsedTime(_from, _until), [.. _took]);
    }

    /// <summary>Each of so many loses its connection, and goes on over another after the last event it had.</summary>
    public Task ResumeAsync(int count) => OnThreadAsync(() =>
    {
        for (var i = 0; i < Math.Min(count, _readers.Length); i++)
        {
            var number = i * (_readers.Length / count);
            _readers[number].Resume();
            _epoll.Watch(_readers[number].Handle, number);
        }
    });

    /// <summary>Demands that no connection has broken, and that nothing that came was out of order.</summary>
    /// <exception cref="InvalidOperationException">It says what was.</exception>
    public Task CheckAsync() => UntilAsync(_ => true, "the readers were asked");

    /// <summary>Waits for the last event, and demands that each reader had every one: in order where the server promises that, else each one once.</summary>
    /// <param name="first">The seq of the first event that all must have.</param>
    /// <param name="last">The seq of the last.</param>
    /// <exception cref="InvalidOperationException">A reader has not; it says who, and where.</exception>
    public async Task VerifyAsync(long first, long last)
    {
        var (count, sum) = (last - first + 1, (first + last) * (last - first + 1) / 2);
        await UntilAsync(reader => reader.Scanner.IsOrdered ? reader.Scanner.Last >= last : reader.Scanner.Events >= count, $"every reader had event {last}");
        await OnThreadAsync(() =>
        {
            for (var i = 0; i < _readers.Length; i++)
            {
                var scanner = _readers[i].Scanner;
                if (scanner.IsOrdered ? scanner.Last != last || scanner.Events != last - scanner.After : scanner.Events != count || scanner.Sum != sum)
                    throw new InvalidOperationException($"Reader {i} had {scanner.Events} events, the last of them {scanner.Last}, of {first} to {last}.");
            }
        });
    }

    public void Dispose()
    {
        _over = true;
        _thread.Join();
        _epoll.Dispose();
        foreach (var reader in _readers)
            reader.Dispose();
    }

    private void Sent(long sent)
    {
        if (_measuring && sent > 0)
            _took.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
    }

    private void Read()
    {
        var (buffer, found, next) = (new byte[BufferBytes], new int[1024], Stopwatch.GetTimestamp());
        for (var alive = 0; !_over;)
        {
            var count = _epoll.Wait(found, WaitMilliseconds);
            for (var i = 0; i < count; i++)
            {
                var reader = _readers[found[i]];
                var before = reader.Scanner.Events;
                reader.Receive(buffer);
                _events += reader.Scanner.Events - before;
            }

            Interlocked.Exchange(ref _wanted, null)?.Invoke();
            // One after the other, so that their pings don't come all at once.
            for (; Stopwatch.GetElapsedTime(next) > KeepAlive / _readers.Length; next += (KeepAlive / _readers.Length).Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond)
                _readers[alive++ % _readers.Length].StayAlive();
        }
    }

    private async Task UntilAsync(Func<Reader, bool> isSo, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var missing = 0;
            await OnThreadAsync(() => missing = _readers.Count(reader => (reader.Scanner.Fault ?? reader.Broken) is { } fault ? throw new InvalidOperationException(fault) : !isSo(reader)));
            if (missing == 0)
                return;
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"It took too long until {what}: {missing} of {Count} were missing.");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>What readers know is for their thread alone.</summary>
    private Task OnThreadAsync(Action what)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _wanted, () =>
        {
            try
            {
                what();
                done.SetResult();
            }
            catch (Exception wrong)
            {
                done.SetException(wrong);
            }
        });
        return done.Task;
    }
}
