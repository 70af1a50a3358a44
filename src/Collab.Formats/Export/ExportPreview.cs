using System.Text;

namespace Collab.Formats.Export;

/// <summary>How an export begins, for whoever looks before taking it away. It is written no further than it is shown: the whole of a large discussion is made for nobody.</summary>
public static class ExportPreview
{
    public const int Lines = 40, Characters = 20_000;

    /// <summary>The first lines; the last is an ellipsis where there are more. Null where the format is no text.</summary>
    public static async Task<string?> OfAsync(ExportDocument document, IExporter exporter, CancellationToken cancellation = default)
    {
        if (!exporter.IsText)
            return null;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var stream = new BeginningStream(enough);
        try
        {
            await exporter.WriteAsync(document, stream, enough.Token);
        }
        catch (OperationCanceledException) when (stream.IsEnough && !cancellation.IsCancellationRequested)
        {
            // It was told to stop.
        }

        var lines = stream.Text.TrimEnd('\n').Split('\n');
        var text = string.Join('\n', lines.Take(Lines));
        return text.Length > Characters ? text[..(char.IsHighSurrogate(text[Characters - 1]) ? Characters - 1 : Characters)] + "…" : lines.Length > Lines ? text + "\n…" : text;
    }

    /// <summary>Takes what is written until there is enough of it, and then has the writing stopped.</summary>
    private sealed class BeginningStream(CancellationTokenSource enough) : MemoryStream
    {
        private int lines;

        public bool IsEnough => lines > Lines || Length > Characters * 4;

        public string Text => Encoding.UTF8.GetString(GetBuffer(), 0, (int)Length);

        // Whatever way bytes come by, a memory stream that is another's base passes them on to this.
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (IsEnough)
                return;
            base.Write(buffer, offset, count);
            lines += buffer.AsSpan(offset, count).Count((byte)'\n');
            if (IsEnough)
                enough.Cancel();
        }
    }
}
