using System.IO.Compression;
using System.Text;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Formats.Export;

namespace Collab.Formats.Archive;

/// <summary>
/// A document as one file (ZIP): the log as its hash chain covers it, every text that it names, the record in each format, and what is
/// needed to check it all without a server. The same document, moment and audience give the same bytes.
/// </summary>
public static class DocumentArchive
{
    public const string ContentType = "application/zip";

    /// <summary>The word for it where a format is chosen; no exporter has it.</summary>
    public const string Format = "archive";

    internal const string Log = "log.jsonl", Readme = "README.txt", Program = "check.py";

    private const int PieceBytes = 64 * 1024;

    // A ZIP tells the time of each entry: the first that it can.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string FileName(ExportDocument document) => ExportFileName.Of(document, "archive.zip");

    /// <summary>The name of a text's entry, by the SHA-256 of its content.</summary>
    internal static string Text(string hash) => $"texts/{hash}.json";

    /// <summary>Writes it piece by piece, with no synchronous write to the stream, and leaves it open. Where that fails, no part of it opens as a ZIP.</summary>
    /// <exception cref="InvalidDataException">The log is not what the document was folded from, or a text is missing.</exception>
    public static async Task WriteAsync(ArchiveSource source, Stream stream, CancellationToken cancellation = default)
    {
        var (document, pending, entries) = (source.Document, new PendingStream(stream), new List<ArchiveManifest.Entry>());
        await using (var zip = await ZipArchive.CreateAsync(pending, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation))
        {
            try
            {
                await AddAsync(Readme, entry => entry.WriteAsync(Encoding.UTF8.GetBytes(ArchiveReadme.Of(document)), cancellation).AsTask());
                await AddAsync(Program, entry => entry.WriteAsync(ArchiveReadme.Program, cancellation).AsTask());
                var log = new ArchivedLog(source);
                await AddAsync(Log, entry => log.WriteAsync(entry, cancellation));
                foreach (var hash in log.Texts)
                {
                    var text = await source.TextAsync(hash) ?? throw new InvalidDataException($"The text {hash} of the document is missing.");
                    await AddAsync(Text(hash), entry => entry.WriteAsync(text, cancellation).AsTask());
                }

                foreach (var exporter in Exporters.All)
                    await AddAsync($"exports/{exporter.Format}.{exporter.FileExtension}", entry => exporter.WriteAsync(document, entry, cancellation));
                var manifest = new ArchiveManifest(ArchiveManifest.Name, ArchiveManifest.CurrentVersion, document.Id, document.Title, document.Epoch, document.Seq, document.Hash, document.At.UtcDateTime,
                    log.WithoutWords, log.HashAlone, log.BoundFrom, [.. entries]);
                await AddAsync(ArchiveManifest.Path, entry => entry.WriteAsync(manifest.Write(), cancellation).AsTask());
            }
            catch
            {
                pending.CutOff();
                throw;
            }

            async Task AddAsync(string name, Func<Stream, Task> write)
            {
                var entry = zip.CreateEntry(name);
                (entry.LastWriteTime, entry.ExternalAttributes) = (Time, 0);
                await using var packed = await entry.OpenAsync(cancellation);
                await using var hashed = new HashingStream(packed);
                await write(hashed);
                entries.Add(new(name, hashed.Count, hashed.Sha256()));
            }
        }

        await pending.FlushAsync(cancellation);
    }

    /// <summary>The log as it is written into an archive, and what is noted meanwhile.</summary>
    private sealed class ArchivedLog(ArchiveSource source)
    {
        /// <summary>The texts that it names, in its order.</summary>
        public List<string> Texts { get; } = [];

        public long BoundFrom { get; private set; } = 1;

        public long HashAlone { get; private set; }

        /// <summary>Lines that have a digest and not what it is of: it may not be read by whoever takes the archive, or is gone from the log.</summary>
        public long WithoutWords { get; private set; }

        public async Task WriteAsync(Stream stream, CancellationToken cancellation)
        {
            var (seq, head, hash) = (0L, source.Document.Seq, "");
            using var piece = new MemoryStream();
            while (seq < head)
            {
                var page = await source.ReadAsync(seq);
                if (page.Count == 0)
                    break;
                foreach (var stored in page.TakeWhile(stored => stored.Seq <= head))
                {
                    Add(piece, stored);
                    (seq, hash) = (stored.Seq, Convert.ToHexStringLower(stored.Hash.Span));
                    if (piece.Length < PieceBytes)
                        continue;
                    await stream.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), cancellation);
                    piece.SetLength(0);
                }
            }

            await stream.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), cancellation);
            if ((seq, hash) != (head, source.Document.Hash))
                throw new InvalidDataException($"The log of the document {source.Document.Id} does not lead to what is exported.");
        }

        private void Add(MemoryStream piece, StoredEvent stored)
        {
            var disclosure = ArchivedEvent.Write(piece, stored, source.Head, source.Audience);
            if (disclosure == Disclosure.HashAlone)
            {
                (BoundFrom, HashAlone) = (stored.Seq + 1, HashAlone + 1);
                return;
            }

            if (stored.Digest is not null && (stored.Payload is null || disclosure == Disclosure.WithoutWords))
                WithoutWords++;
            if (TextOf(stored) is { } text && !Texts.Contains(text))
                Texts.Add(text);
        }
    }

    /// <summary>The text that an event brings, by the hash of its content.</summary>
    internal static string? TextOf(StoredEvent stored) => (EventCodec.Read(stored with { Payload = null }).Data as ITextEvent)?.Text;
}
