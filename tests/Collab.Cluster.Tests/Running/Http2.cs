using System.Buffers.Binary;
using System.Text;

namespace Collab.Cluster.Tests.Running;

/// <summary>As much of HTTP/2 as it takes to ask many things at once and to read no answer: whoever does not read opens no window.</summary>
internal static class Http2
{
    private const byte Headers = 1, Settings = 4, EndStream = 1, EndHeaders = 4, Ok = 0x88, MaxStreams = 3;
    private const int HeadBytes = 9, SettingBytes = 6, LongLength = 127;

    /// <summary>Asks for the same address on as many streams as there are credentials, and waits until each is being answered. The server must say that there may be so many and no more.</summary>
    /// <param name="cookies">Of who asks on each stream.</param>
    public static async Task AskAsync(Stream stream, Uri server, string path, string accept, IReadOnlyList<string> cookies)
    {
        await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await stream.WriteAsync(Frame(Settings, 0, 0, []));
        for (var i = 0; i < cookies.Count; i++)
        {
            byte[] block = [.. Field(":method", "GET"), .. Field(":scheme", server.Scheme), .. Field(":authority", server.Authority), .. Field(":path", path), .. Field("accept", accept), .. Field("cookie", cookies[i])];
            await stream.WriteAsync(Frame(Headers, EndStream | EndHeaders, (2 * i) + 1, block));
        }

        var answered = 0;
        var head = new byte[HeadBytes];
        while (answered < cookies.Count)
        {
            await stream.ReadExactlyAsync(head);
            var content = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await stream.ReadExactlyAsync(content);
            if (head[3] == Settings && content.Length > 0)
                Assert.Equal(cookies.Count, content.Chunk(SettingBytes).Where(setting => setting[1] == MaxStreams).Select(setting => BinaryPrimitives.ReadInt32BigEndian(setting.AsSpan(2))).Single());
            if (head[3] != Headers)
                continue;
            // The first field of an answer is its status, after an update of the table's size.
            Assert.Contains(Ok, content.Take(4));
            answered++;
        }
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] content)
    {
        byte[] frame = [(byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, type, flags, 0, 0, 0, 0, .. content];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        return frame;
    }

    /// <summary>A field that stands in no table.</summary>
    private static byte[] Field(string name, string value) => [0, .. Text(name), .. Text(value)];

    private static byte[] Text(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        if (bytes.Length < LongLength)
            return [(byte)bytes.Length, .. bytes];
        var more = bytes.Length - LongLength;
        return more < 128 ? [LongLength, (byte)more, .. bytes] : [LongLength, (byte)((more & 0x7f) | 0x80), (byte)(more >> 7), .. bytes];
    }
}
