using System.Buffers;
using Collab.Server.Hubs;

namespace Collab.Server.Feeds;

/// <summary>Consecutive events as one audience may see them, encoded already; or the word that the reader must take a snapshot again.</summary>
/// <param name="Utf8"><c>{epoch, first, last, events, head}</c> or <c>{resync:true}</c>.</param>
/// <param name="Last">The cursor after this batch.</param>
public sealed record Batch(ReadOnlyMemory<byte> Utf8, string Epoch, long First, long Last)
{
    /// <summary>Most events of one batch.</summary>
    public const int MaxEvents = 64;

    /// <summary>Most bytes of one batch; a single event that is longer goes alone.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Streams whose messages are kept. Clients count their calls, so most readers of a document have the same few.</summary>
    private const int MaxFrames = 4;

    private (string Invocation, byte[] Frame)[] _frames = [];

    /// <summary>Whether all who stand at the same place are told by this one. What is one reader's alone keeps no frames beside it.</summary>
    internal bool IsShared { get; init; }

    public static Batch Resync { get; } = new("""{"resync":true}"""u8.ToArray(), "", 0, 0);

    public bool IsResync => ReferenceEquals(this, Resync);

    /// <summary>The batch as an item of a stream, in one frame that all share who know the stream by this id; null where nobody shares it, or they know it by too many.</summary>
    internal ReadOnlyMemory<byte>? FrameFor(string invocation)
    {
        if (!IsShared)
            return null;
        var known = Volatile.Read(ref _frames);
        foreach (var (id, frame) in known)
        {
            if (id == invocation)
                return frame;
        }

        // Who does not read holds all that is kept of a batch: of a long one that is one frame, and others have one of their own, as long as it is and no longer.
        var isLong = Utf8.Length > Pieces.BufferBytes;
        var isFull = known.Length >= (isLong ? 1 : MaxFrames);
        if (isFull && !isLong)
            return null;
        var message = new ArrayBufferWriter<byte>(Utf8.Length + 128);
        ReadingHubProtocol.WriteBatch(invocation, Utf8.Span, message);
        var head = Frame.HeadOf(message.WrittenCount);
        var made = new byte[head + message.WrittenCount];
        Frame.WriteHead(made.AsSpan(0, head), message.WrittenCount);
        message.WrittenSpan.CopyTo(made.AsSpan(head));
        // Two who make it at once make it alike; one of the two may be made again.
        if (!isFull)
            Volatile.Write(ref _frames, [.. known, (invocation, made)]);
        return made;
    }
}
