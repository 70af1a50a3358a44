using System.Globalization;

namespace Collab.Client;

/// <summary>What a reader has to keep: it has everything up to here.</summary>
/// <param name="Epoch">Of the log, which is another one after a restore from a backup. Null: the log of now, which is fine for one run of a program and not for what is kept.</param>
/// <param name="Seq">The last event that one has; 0 for none.</param>
public readonly record struct Cursor(string? Epoch, long Seq)
{
    /// <summary>Before the first event.</summary>
    public static Cursor Start { get; } = new(null, 0);

    /// <param name="text">A seq, or <c>epoch:seq</c>, as <see cref="ToString"/> wrote it.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static Cursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && colon != 0
            ? new Cursor(colon < 0 ? null : text[..colon], seq)
            : throw new FormatException($"A cursor is a seq, or epoch:seq. This is “{text}”.");
    }

    /// <summary>As the wire has it, and as it is kept.</summary>
    public override string ToString() => Epoch is null ? Seq.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Epoch}:{Seq}");
}
