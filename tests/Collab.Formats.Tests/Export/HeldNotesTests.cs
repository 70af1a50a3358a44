using System.Collections;
using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

/// <summary>An export of any length holds few notes at a time, and is on its way before the last is read.</summary>
public sealed class HeldNotesTests
{
    private const int Notes = 900, Most = 40;

    private static readonly Lazy<ExportDocument> Large = new(() =>
    {
        var builder = new DocumentBuilder("The minutes are public.", "Anyone may read them on any day.");
        var ana = builder.Join("Ana");
        var last = "";
        for (var i = 0; i < Notes; i++)
            last = i % 3 == 2 ? builder.Reply(ana, last, $"Answer {i}. {Words(i)}") : builder.Note(ana, $"Note {i}. {Words(i)}", i % 5 == 0 ? [] : [(i % 2, i % 2 == 0 ? "public" : "")]);
        return Samples.Select(builder.State, builder.As(ana));
    });

    [Theory]
    [MemberData(nameof(Samples.Formats), MemberType = typeof(Samples))]
    public async Task Few_notes_are_held_and_bytes_leave_before_the_last_is_read(string format)
    {
        var watch = new Watch();
        var document = watch.Over(Large.Value);
        var output = new CheckedStream(watch);
        await Exporters.Find(format).WriteAsync(document, output);
        Assert.True(watch.Read >= Notes, $"{watch.Read} notes were read.");
        Assert.InRange(output.MostHeld, 0, Most);
        // The paper edition is a few pages, however much is said: one piece.
        if (format == "paper")
            Assert.InRange(output.Written, 1, 64 * 1024);
        else
            Assert.InRange(watch.WrittenAtLastRead, output.Written / 2, output.Written);
    }

    [Theory]
    [InlineData("markdown", Notes * 2 / 3)]
    [InlineData("text", Notes * 2 / 3)]
    [InlineData("csv", Notes * 2 / 3)]
    [InlineData("json", Notes * 2 / 3)]
    [InlineData("jsonld", Notes * 2 / 3)]
    [InlineData("hypothesis", Notes * 2 / 3)]
    [InlineData("tei", Notes * 2 / 3)]
    [InlineData("akn", Notes * 2 / 3)]
    // Which words of the text are marked it asks of all before it begins.
    [InlineData("html", Notes * 4 / 3)]
    public async Task A_preview_is_how_the_export_begins_and_reads_no_more_of_it(string format, int most)
    {
        var watch = new Watch();
        var preview = await ExportPreview.OfAsync(watch.Over(Large.Value), Exporters.Find(format));
        Assert.InRange(watch.Read, 1, most);
        var all = await Samples.Text(format, Large.Value);
        var lines = string.Join('\n', all.Split('\n').Take(ExportPreview.Lines));
        Assert.Equal(lines.Length > ExportPreview.Characters ? lines[..ExportPreview.Characters] + "…" : lines + "\n…", preview);
    }

    [Fact]
    public async Task A_short_export_is_shown_whole_and_what_is_no_text_not_at_all()
    {
        var builder = new DocumentBuilder("One point.");
        var document = Samples.Select(builder.State, builder.As(builder.Join("Ana")));
        Assert.Equal((await Samples.Text("csv", document)).TrimEnd('\n'), await ExportPreview.OfAsync(document, Exporters.Find("csv")));
        Assert.Null(await ExportPreview.OfAsync(document, Exporters.Find("docx")));
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportPreview.OfAsync(Large.Value, Exporters.Find("json"), gone.Token));
    }

    // No two bodies pack well: what is written of a file that is packed is a measure of what went into it.
    private static string Words(int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, 60).Select(_ => random.Next(1_000_000).ToString("x", System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Knows which of the notes that were handed out are still reachable.</summary>
    private sealed class Watch
    {
        private readonly List<WeakReference> handed = [];

        public int Read { get; private set; }

        public long Written { get; set; }

        public long WrittenAtLastRead { get; private set; }

        public ExportDocument Over(ExportDocument document) => document with
        {
            Notes = new Watched<ExportNote>(document.Notes, Seen),
            Whole = new Watched<ExportThread>(document.Whole, Thread),
            Clauses = [.. document.Clauses.Select(clause => clause with { Threads = new Watched<ExportThread>(clause.Threads, Thread) })],
        };

        public int Held()
        {
            GC.Collect();
            handed.RemoveAll(note => !note.IsAlive);
            return handed.Count;
        }

        private ExportThread Thread(ExportThread thread) =>
            Seen(new ExportThread(thread.Number, () => Seen(thread.Note), new Watched<ExportNote>(thread.Replies, Seen), thread.Pin, thread.At));

        private T Seen<T>(T read)
            where T : class
        {
            (Read, WrittenAtLastRead) = (Read + 1, Written);
            handed.Add(new(read));
            return read;
        }
    }

    private sealed class Watched<T>(IReadOnlyList<T> list, Func<T, T> watch) : IReadOnlyList<T>
    {
        public int Count => list.Count;

        public T this[int index] => watch(list[index]);

        public IEnumerator<T> GetEnumerator() => list.Select(watch).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>Keeps nothing; looks several times what is held while it is written to.</summary>
    private sealed class CheckedStream(Watch watch) : Stream
    {
        private const int Every = 60_000;

        public long Written { get; private set; }

        public int MostHeld { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Written / Every != (Written + buffer.Length) / Every || Written == 0)
                MostHeld = Math.Max(MostHeld, watch.Held());
            watch.Written = Written += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
