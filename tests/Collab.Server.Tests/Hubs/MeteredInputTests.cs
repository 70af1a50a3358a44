using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Collab.Server.Hubs;
using Collab.Server.Tests.Feeds;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Hubs;

public sealed class MeteredInputTests
{
    private readonly FakeTimeProvider _time = new(Story.Began);
    private readonly Pipe _pipe = new();
    private readonly List<int> _counted = [];
    private readonly MeteredInput _input;
    private TimeSpan _wait;

    public MeteredInputTests() => _input = new(_pipe.Reader, Count, _time);

    [Fact]
    public async Task A_message_is_counted_once_however_it_comes_and_is_looked_at()
    {
        await SayAsync("one_tw");
        var read = await _input.ReadAsync();
        _input.AdvanceTo(read.Buffer.GetPosition(4), read.Buffer.End);
        await SayAsync("o_three_four_f");
        read = await _input.ReadAsync();
        Assert.Equal("tw", Encoding.UTF8.GetString(read.Buffer.FirstSpan[..2]));
        // Nothing of it is taken yet.
        _input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        await SayAsync("ive_");
        read = await _input.ReadAsync();
        _input.AdvanceTo(read.Buffer.End);
        Assert.Equal([1, 3, 1], _counted);
        await SayAsync("half");
        Assert.True(_input.TryRead(out read));
        Assert.Equal([1, 3, 1], _counted);
    }

    [Fact]
    public async Task Who_comes_in_is_not_held_up_by_what_the_persons_other_connections_have_sent()
    {
        _wait = TimeSpan.FromHours(1);
        await SayAsync("hands_one_");
        var reading = _input.ReadAsync().AsTask();
        Assert.True(reading.IsCompleted);
        var read = await reading;
        Assert.Equal("hands\u001e", Encoding.UTF8.GetString(read.Buffer.ToArray()));
        _input.AdvanceTo(read.Buffer.End);

        reading = _input.ReadAsync().AsTask();
        Assert.False(reading.IsCompleted);
        _time.Advance(MeteredInput.LongestWait);
        Assert.Equal("one\u001e", Encoding.UTF8.GetString((await reading).Buffer.ToArray()));
        Assert.Equal([1, 1], _counted);
    }

    [Fact]
    public async Task What_is_too_much_is_left_unread_for_as_long_as_it_is_said_but_never_for_long()
    {
        await ShakeHandsAsync();
        _wait = TimeSpan.FromSeconds(1);
        await SayAsync("one_");
        var reading = _input.ReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(reading.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        var read = await reading;
        Assert.Equal((false, 4), (read.IsCanceled, read.Buffer.Length));
        _input.AdvanceTo(read.Buffer.End);

        _wait = TimeSpan.FromHours(1);
        await SayAsync("two_");
        reading = _input.ReadAsync().AsTask();
        _time.Advance(MeteredInput.LongestWait);
        Assert.False((await reading).IsCanceled);
    }

    [Fact]
    public async Task Whoever_is_put_out_meanwhile_is_put_out_at_once()
    {
        await ShakeHandsAsync();
        _wait = TimeSpan.FromSeconds(2);
        await SayAsync("one_");
        var reading = _input.ReadAsync().AsTask();
        Assert.False(reading.IsCompleted);
        _input.CancelPendingRead();
        Assert.True((await reading).IsCanceled);
    }

    private async Task ShakeHandsAsync()
    {
        await SayAsync("hands_");
        _input.AdvanceTo((await _input.ReadAsync()).Buffer.End);
    }

    private TimeSpan Count(int messages)
    {
        _counted.Add(messages);
        return _wait;
    }

    private async Task SayAsync(string words) => await _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(words.Replace('_', '\u001e')));
}
