using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Hubs;

public sealed class FrameWriterTests : IDisposable
{
    private readonly Pipe _pipe = new();
    private readonly ReadingHubProtocol _protocol = new(Options.Create(new JsonHubProtocolOptions()));
    private readonly Wire _wire = new();
    private readonly FrameUpgrade _upgrade;
    private readonly FrameWriter _writer;
    private int _aborted;

    public FrameWriterTests()
    {
        _upgrade = new FrameUpgrade(_wire);
        _writer = new FrameWriter(_pipe.Writer, _upgrade, TimeSpan.FromSeconds(10), () => _aborted++);
    }

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(40_000)]
    [InlineData(70_000)]
    public async Task A_batch_leaves_as_one_final_frame_from_bytes_that_all_share_who_know_the_stream_by_the_same_id(int length)
    {
        await _upgrade.UpgradeAsync();
        var batch = Shared(Encoding.UTF8.GetBytes($"[\"{new string('a', length)}\"]"));
        foreach (var invocation in (string[])["3", "3", "a\"b"])
            await SendAsync(new StreamItemMessage(invocation, batch));
        Assert.Equal(batch.FrameFor("3"), batch.FrameFor("3"));

        var expected = (string[])[Text(new StreamItemMessage("3", batch)), Text(new StreamItemMessage("3", batch)), Text(new StreamItemMessage("a\"b", batch))];
        Assert.Equal(expected, await _wire.ReadAsync(3));
        // A frame for each, no more: two, four or ten bytes stand before it.
        Assert.Equal(expected.Sum(text => text.Length + Frame.HeadOf(text.Length)), _wire.Written.Length);
        Assert.All(_wire.Calls, call => Assert.InRange(call, 1, Pieces.BufferBytes));
    }

    [Fact]
    public async Task Where_readers_know_the_stream_by_more_ids_than_are_kept_each_has_bytes_of_its_own()
    {
        await _upgrade.UpgradeAsync();
        var batch = Shared("[]"u8.ToArray());
        var ids = Enumerable.Range(1, 6).Select(i => $"{i}").ToList();
        foreach (var id in ids)
            await SendAsync(new StreamItemMessage(id, batch));
        Assert.Equal([false, false, false, false, true, true], ids.Select(id => batch.FrameFor(id) is null));
        Assert.Equal(ids.Select(id => Text(new StreamItemMessage(id, batch))), await _wire.ReadAsync(6));
    }

    [Fact]
    public async Task Of_a_long_batch_one_frame_is_kept_and_of_one_that_nobody_shares_none()
    {
        await _upgrade.UpgradeAsync();
        var batch = Shared(Encoding.UTF8.GetBytes($"[\"{new string('a', Pieces.BufferBytes)}\"]"));
        Assert.True(IsKept("1"));
        Assert.False(IsKept("2"));
        var alone = batch with { IsShared = false };
        foreach (var each in (Batch[])[batch, alone])
            await SendAsync(new StreamItemMessage("2", each));
        Assert.Null(alone.FrameFor("2"));
        Assert.Equal(Enumerable.Repeat(Text(new StreamItemMessage("2", batch)), 2), await _wire.ReadAsync(2));

        bool IsKept(string id) => batch.FrameFor(id)!.Value.Equals(batch.FrameFor(id)!.Value);
    }

    [Fact]
    public async Task What_else_the_hub_says_leaves_so_too_and_nothing_goes_into_the_pipe()
    {
        await _upgrade.UpgradeAsync();
        await SendAsync(PingMessage.Instance);
        await SendAsync(CompletionMessage.WithResult("7", new string('x', 5_000)));
        Assert.Equal([Text(PingMessage.Instance), Text(CompletionMessage.WithResult("7", new string('x', 5_000)))], await _wire.ReadAsync(2));
        Assert.False(_pipe.Reader.TryRead(out _));
        _writer.Complete();
        Assert.True((await _pipe.Reader.ReadAsync()).IsCompleted);
    }

    [Fact]
    public async Task What_is_written_and_not_flushed_is_not_overtaken()
    {
        await _upgrade.UpgradeAsync();
        _protocol.WriteMessage(PingMessage.Instance, _writer);
        var batch = Shared("[]"u8.ToArray());
        await SendAsync(new StreamItemMessage("1", batch));
        Assert.Equal([Text(PingMessage.Instance) + Text(new StreamItemMessage("1", batch))], await _wire.ReadAsync(1));
    }

    [Fact]
    public async Task A_frame_of_the_WebSocket_itself_waits_for_the_end_of_a_long_one()
    {
        var stream = (FrameStream)await _upgrade.UpgradeAsync();
        _wire.Stall();
        var batch = Shared(new byte[50_000]);
        var sending = SendAsync(new StreamItemMessage("1", batch));
        var pong = stream.WriteAsync(new byte[] { 0x8a, 0 }).AsTask();
        Assert.False(sending.IsCompleted || pong.IsCompleted);
        _wire.GoOn();
        await Task.WhenAll(sending, pong).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(batch.FrameFor("1")!.Value.ToArray(), _wire.Written[..^2]);
        Assert.Equal([0x8a, 0], _wire.Written[^2..]);
    }

    [Fact]
    public async Task After_the_frame_that_closes_nothing_is_sent()
    {
        var stream = (FrameStream)await _upgrade.UpgradeAsync();
        await SendAsync(PingMessage.Instance);
        await stream.WriteAsync(new byte[] { 0x88, 0 });
        var written = _wire.Written;
        await SendAsync(PingMessage.Instance);
        await SendAsync(new StreamItemMessage("1", Shared(new byte[50_000])));
        Assert.Equal(written, _wire.Written);
    }

    [Fact]
    public async Task Who_takes_nothing_for_ten_seconds_is_cut_off()
    {
        await _upgrade.UpgradeAsync();
        _wire.Stall();
        var now = Environment.TickCount64;
        var sending = SendAsync(PingMessage.Instance);
        _writer.EndIfStalled(now + 9_000);
        Assert.Equal(0, _aborted);
        _writer.EndIfStalled(now + 20_000);
        Assert.Equal(1, _aborted);

        _wire.Break();
        Assert.True((await sending.WaitAsync(TimeSpan.FromSeconds(10))).IsCompleted);
        // Whoever writes to a connection that has ended is told so, and nothing is thrown at them.
        Assert.True((await SendAsync(PingMessage.Instance)).IsCompleted);
        _aborted = 0;
        _writer.EndIfStalled(now + 60_000);
        Assert.Equal(0, _aborted);
    }

    [Fact]
    public async Task Whoever_ends_a_connection_need_not_wait_for_what_its_reader_does_not_take()
    {
        await _upgrade.UpgradeAsync();
        _writer.CancelPendingFlush();
        Assert.Equal(0, _aborted);
        _wire.Stall();
        var sending = SendAsync(PingMessage.Instance);
        _writer.CancelPendingFlush();
        Assert.Equal(1, _aborted);
        _wire.Break();
        Assert.True((await sending.WaitAsync(TimeSpan.FromSeconds(10))).IsCompleted);
    }

    [Fact]
    public async Task A_frame_that_has_begun_is_sent_whole_also_where_nobody_waits_for_it_any_more()
    {
        await _upgrade.UpgradeAsync();
        _wire.Stall();
        using var over = new CancellationTokenSource();
        var sending = SendAsync(new StreamItemMessage("1", Shared(new byte[50_000])), over.Token);
        await over.CancelAsync();
        _wire.GoOn();
        await sending.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _aborted);
        await SendAsync(PingMessage.Instance);
        Assert.Equal(Text(PingMessage.Instance), (await _wire.ReadAsync(2))[1]);
    }

    [Fact]
    public async Task Before_there_is_a_WebSocket_nothing_can_be_said() => Assert.True((await SendAsync(PingMessage.Instance)).IsCompleted);

    private static Batch Shared(byte[] utf8) => new(utf8, "e", 1, 1) { IsShared = true };

    private async Task<FlushResult> SendAsync(HubMessage message, CancellationToken cancellation = default)
    {
        _protocol.WriteMessage(message, _writer);
        return await _writer.FlushAsync(cancellation);
    }

    /// <summary>As SignalR would say it to anybody else.</summary>
    private string Text(HubMessage message)
    {
        var plain = new ArrayBufferWriter<byte>();
        _protocol.WriteMessage(message, plain);
        return Encoding.UTF8.GetString(plain.WrittenSpan);
    }

    /// <summary>What a client is sent, and reads with a WebSocket of its own.</summary>
    private sealed class Wire : Stream, IHttpUpgradeFeature
    {
        private readonly MemoryStream _bytes = new();
        private TaskCompletionSource _open = new();

        public Wire() => _open.SetResult();

        public List<int> Calls { get; } = [];

        public byte[] Written => _bytes.ToArray();

        public bool IsUpgradableRequest => true;

        public Task<Stream> UpgradeAsync() => Task.FromResult<Stream>(this);

        public void Stall() => _open = new();

        public void GoOn() => _open.SetResult();

        public void Break()
        {
            var open = _open;
            _open = new();
            _open.SetException(new IOException("The connection is gone."));
            open.SetException(new IOException("The connection is gone."));
        }

        public async Task<IReadOnlyList<string>> ReadAsync(int messages)
        {
            using var client = WebSocket.CreateFromStream(new MemoryStream(Written), new WebSocketCreationOptions());
            var (read, buffer) = (new List<string>(), new byte[100_000]);
            while (read.Count < messages)
            {
                var message = new List<byte>();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await client.ReceiveAsync(buffer.AsMemory(), default);
                    Assert.Equal(WebSocketMessageType.Text, part.MessageType);
                    message.AddRange(buffer.AsSpan(0, part.Count));
                }
                while (!part.EndOfMessage);
                read.Add(Encoding.UTF8.GetString([.. message]));
            }

            return read;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _open.Task;
            Calls.Add(buffer.Length);
            await _bytes.WriteAsync(buffer, cancellationToken);
        }

        public override bool CanRead => false;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
