using System.Buffers.Binary;

namespace Collab.Server.Hubs;

/// <summary>A text message of the WebSocket protocol in one frame, as a server sends it: final, and not masked (RFC 6455, section 5.2).</summary>
internal static class Frame
{
    /// <summary>Most bytes before what is told.</summary>
    public const int MaxHead = 10;

    private const byte FinalText = 0x81, Length16 = 126, Length64 = 127;

    /// <summary>How many bytes stand before so many.</summary>
    public static int HeadOf(int length) => length < Length16 ? 2 : length <= ushort.MaxValue ? 4 : MaxHead;

    /// <param name="head">As long as <see cref="HeadOf"/> says.</param>
    public static void WriteHead(Span<byte> head, int length)
    {
        head[0] = FinalText;
        switch (head.Length)
        {
            case 2:
                head[1] = (byte)length;
                break;
            case 4:
                head[1] = Length16;
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)length);
                break;
            default:
                head[1] = Length64;
                BinaryPrimitives.WriteUInt64BigEndian(head[2..], (ulong)length);
                break;
        }
    }
}
