using System.Buffers;
using System.IO.Pipelines;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class PiecesTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(40, 100, 2, 1)]
    [InlineData(40, Pieces.MaxBytes - 42, 2, 1)]
    [InlineData(40, Pieces.MaxBytes - 41, 20, 2)]
    [InlineData(40, Pieces.MaxBytes - 40, 20, 2)]
    [InlineData(40, Pieces.MaxBytes, 0, 2)]
    [InlineData(40, (4 * Pieces.MaxBytes) + 1, 2, 5)]
    [InlineData(2 * Pieces.MaxBytes, 700, 2, 3)]
    public async Task A_message_is_its_parts_one_after_the_other_in_as_few_pieces_as_it_takes(int first, int second, int third, int pieces)
    {
        byte[][] parts = [Bytes(first), Bytes(second), Bytes(third)];
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        Pieces.Write(pipe.Writer, parts[0], parts[1], parts[2]);
        await pipe.Writer.CompleteAsync();
        var written = (await pipe.Reader.ReadAsync()).Buffer;
        Assert.Equal(parts.SelectMany(part => part), written.ToArray());
        var lengths = new List<int>();
        foreach (var piece in written)
            lengths.Add(piece.Length);
        Assert.Equal(pieces, lengths.Count(length => length > 0));
        Assert.All(lengths, length => Assert.InRange(length, 0, Pieces.BufferBytes));
    }

    [Fact]
    public async Task A_message_longer_than_every_buffer_waits_for_its_reader_and_arrives_whole()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Pieces.BufferBytes, resumeWriterThreshold: Pieces.BufferBytes / 2));
        byte[][] parts = [Bytes(30), Bytes(10 * Pieces.BufferBytes)];
        var writing = Pieces.WriteAsync(pipe.Writer, [parts[0], parts[1]], CancellationToken.None);
        Assert.True(pipe.Reader.TryRead(out var begun));
        Assert.InRange(begun.Buffer.Length, 1, 2 * Pieces.BufferBytes);
        Assert.False(writing.IsCompleted);
        pipe.Reader.AdvanceTo(begun.Buffer.Start);
        var reading = pipe.Reader.AsStream();
        var read = new byte[parts.Sum(part => part.Length)];
        await reading.ReadExactlyAsync(read).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await writing;
        Assert.Equal(parts.SelectMany(part => part), read);
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 251))];
}
