using System.IO.Compression;
using Collab.Formats.Export.Word;

namespace Collab.Formats.Export;

/// <summary>
/// A Word document (ECMA-376): the text alone, with typed numbers, and the discussion as its comments, in threads, with their authors,
/// times and ranges. What comments have no place for is said in words at the end of each.
/// </summary>
public sealed class DocxExporter : IExporter
{
    // A ZIP tells the time of each part: the first that it can.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Format => "docx";

    public string ContentType => "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public string FileExtension => "docx";

    public bool IsText => false;

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        // Gone through for each part anew, and never held.
        var (pending, places) = (new PendingStream(stream), WordPlace.Of(document));
        var times = new List<(int Id, DateTimeOffset At)>();
        await using (var zip = new ZipArchive(pending, ZipArchiveMode.Create, leaveOpen: true))
        {
            await AddAsync(zip, "[Content_Types].xml", sink => WriteAsync(sink, WordParts.ContentTypes));
            await AddAsync(zip, "_rels/.rels", sink => WriteAsync(sink, WordParts.PackageRelations));
            await AddAsync(zip, "word/document.xml", sink => WordText.WriteAsync(sink, document, places));
            await AddAsync(zip, "word/_rels/document.xml.rels", sink => WriteAsync(sink, WordParts.DocumentRelations));
            await AddAsync(zip, "word/comments.xml", sink => WordMargin.WriteCommentsAsync(sink, document, places, times));
            await AddAsync(zip, "word/commentsExtended.xml", sink => WordMargin.WriteThreadsAsync(sink, places));
            await AddAsync(zip, "word/commentsIds.xml", sink => WordMargin.WriteNamesAsync(sink, times));
            await AddAsync(zip, "word/commentsExtensible.xml", sink => WordMargin.WriteTimesAsync(sink, times));
            await AddAsync(zip, "word/styles.xml", sink => WriteAsync(sink, WordParts.Styles));
            await AddAsync(zip, "word/settings.xml", sink => WriteAsync(sink, WordParts.Settings));
            await AddAsync(zip, "word/footer.xml", sink => WriteAsync(sink, WordParts.Footer(document)));
            await AddAsync(zip, "docProps/core.xml", sink => WriteAsync(sink, WordParts.Properties(document)));
        }

        await pending.FlushAsync(cancellationToken);

        async Task AddAsync(ZipArchive zip, string name, Func<ExportSink, Task> write)
        {
            var entry = zip.CreateEntry(name);
            (entry.LastWriteTime, entry.ExternalAttributes) = (Time, 0);
            await using var part = await entry.OpenAsync(cancellationToken);
            await write(new ExportSink(part, cancellationToken));
        }
    }

    private static async Task WriteAsync(ExportSink sink, string part)
    {
        sink.Add(part);
        await sink.FlushAsync(all: true);
    }
}
