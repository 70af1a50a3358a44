using System.Globalization;
using System.Text.Json;
using Collab.Domain;

namespace Collab.Server.Feeds;

/// <summary>How far a reader has read: a seq, and the epoch of the log where the reader said it.</summary>
public readonly record struct Cursor(long Seq, string? Epoch = null)
{
    /// <summary><c>17</c> or <c>epoch:17</c>.</summary>
    /// <param name="name">What the caller calls it.</param>
    /// <exception cref="RefusalException"><c>bad-request</c>: negative, out of range, or no number.</exception>
    public static Cursor Parse(string? text, string name = "after")
    {
        var colon = text?.LastIndexOf(':') ?? -1;
        return long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new(seq, colon < 0 ? null : text![..colon])
            : throw Malformed(name);
    }

    /// <summary>A number, or what <see cref="Parse(string?, string)"/> takes.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>.</exception>
    public static Cursor Parse(JsonElement value)
    {
        try
        {
            return Parse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
        }
        catch (InvalidOperationException)
        {
            // Half of a character, or bytes that are no UTF-8.
            throw Malformed("after");
        }
    }

    /// <summary>True where the reader must take a snapshot again: its log is not this one, or it is ahead of it.</summary>
    public bool IsLost(string epoch, long head) => Seq > head || (Epoch is { } said && said != epoch);

    private static RefusalException Malformed(string name) => new("bad-request", $"{name} is the seq of the last event that you have, 0 for none, or epoch:seq.");
}
