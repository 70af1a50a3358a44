using System.Text;

namespace Collab.Formats.Export;

/// <summary>Collects text and passes it on in large pieces, as UTF-8: a server's stream takes asynchronous writes only.</summary>
internal sealed class ExportSink(Stream stream, CancellationToken cancellationToken)
{
    private const int PieceLength = 64 * 1024;

    public StringBuilder Text { get; } = new(PieceLength * 2);

    public ExportSink Add(string text)
    {
        Text.Append(text);
        return this;
    }

    /// <summary>Text lines end with \n on every machine.</summary>
    public ExportSink Line(string text = "")
    {
        Text.Append(text).Append('\n');
        return this;
    }

    /// <summary>Between notes: passes on what has come together if it is much.</summary>
    public async ValueTask FlushAsync(bool all = false)
    {
        if (Text.Length < PieceLength && !all)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Text.ToString()), cancellationToken);
        Text.Clear();
        if (all)
            await stream.FlushAsync(cancellationToken);
    }
}
