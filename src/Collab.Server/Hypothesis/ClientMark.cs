using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Events;

namespace Collab.Server.Hypothesis;

/// <summary>
/// A window of the client, by a digest of what it calls itself. The client sends no ids of commands, so ours begin with the mark of the
/// window that something was done in: whatever node its socket is at knows what it need not be told.
/// </summary>
public sealed record ClientMark(ulong Digest)
{
    private const string Header = "X-Client-Id";

    /// <param name="client">What the window calls itself.</param>
    public static ClientMark Of(string client) => new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(client))));

    /// <summary>The id of a new command of the client's window.</summary>
    internal static Guid CommandOf(HttpRequest request)
    {
        var id = Guid.NewGuid().ToByteArray();
        if (request.Headers[Header].ToString() is { Length: > 0 } client)
            BinaryPrimitives.WriteUInt64LittleEndian(id, Of(client).Digest);
        return new Guid(id);
    }

    /// <summary>Whether that was done in this window.</summary>
    internal bool IsOf(LogEvent e) => BinaryPrimitives.ReadUInt64LittleEndian(e.Command.ToByteArray()) == Digest;
}
