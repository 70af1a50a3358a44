using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Events;

namespace Collab.Server.Hypothesis;

/// <summary>
/// Which of its windows a client did something in. It sends no ids of commands, so ours begin with a mark of the window: whatever node its
/// socket is at knows what it need not be told.
/// </summary>
internal static class ClientMark
{
    private const string Header = "X-Client-Id";
    private const int Bytes = 8;

    /// <summary>The id of a new command of the client's window.</summary>
    public static Guid CommandOf(HttpRequest request)
    {
        var id = Guid.NewGuid().ToByteArray();
        if (request.Headers[Header].ToString() is { Length: > 0 } client)
            Of(client).CopyTo(id.AsSpan());
        return new Guid(id);
    }

    /// <param name="client">What the window calls itself; null where it has not said.</param>
    public static bool IsBy(LogEvent e, string? client) => client is not null && e.Command.ToByteArray().AsSpan(0, Bytes).SequenceEqual(Of(client));

    private static ReadOnlySpan<byte> Of(string client) => SHA256.HashData(Encoding.UTF8.GetBytes(client)).AsSpan(0, Bytes);
}
