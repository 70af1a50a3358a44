using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Formats.Archive;
using Collab.Formats.Export;
using Collab.Formats.Tests.Export;

namespace Collab.Benchmarks;

/// <summary>What an export holds beside the document itself: the live heap after a full collection, at several places of its output, less what it was before the export began.</summary>
internal static class ExportMemoryBenchmark
{
    private const string Table = "Memory that an export holds beside the document, in this process";

    private const int Points = 9, Checks = 8;

    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    private static readonly string Body = string.Concat(Enumerable.Repeat("What does this claim *rest* on, and who is meant by it? ", 7));

    public static async Task RunAsync(Report report)
    {
        var peaks = new Dictionary<string, List<long>>();
        foreach (var size in Sizes)
        {
            var source = Source.Of(size);
            foreach (var exporter in Exporters.All)
                peaks.GetOrAdd(exporter.Format).Add(await PeakAsync(stream => exporter.WriteAsync(source.Select(), stream)));
            peaks.GetOrAdd(DocumentArchive.Format).Add(await PeakAsync(stream => DocumentArchive.WriteAsync(source.Archive(), stream)));
        }

        foreach (var (format, held) in peaks)
            report.Row(Table, $"{format}: with {string.Join(", ", Sizes.Select(size => $"{size:N0}"))} annotations", string.Join(", ", held.Select(bytes => $"{bytes / 1024.0:N0} KiB")), "", null);
    }

    private static List<long> GetOrAdd(this Dictionary<string, List<long>> peaks, string format) => peaks.TryGetValue(format, out var known) ? known : peaks[format] = [];

    private static async Task<long> PeakAsync(Func<Stream, Task> write)
    {
        // On threads of their own: what the first run leaves on its stack is not counted as the document's.
        var whole = new WatchedStream(long.MaxValue);
        await Task.Run(() => write(whole));
        await Task.Yield();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watched = new WatchedStream(Math.Max(1, whole.Written / Checks));
        await Task.Run(() => write(watched));
        return watched.Live - before;
    }

    /// <summary>A document on nine points whose log is kept as a store keeps it.</summary>
    private sealed record Source(DocumentBuilder Builder, Audience Audience, IReadOnlyList<StoredEvent> Stored, string Hash)
    {
        private static readonly ExportOptions Options = new(new Uri("https://room.example/"));

        public static Source Of(int notes)
        {
            var builder = new DocumentBuilder([.. Enumerable.Range(1, Points).Select(point => $"Point {point} says that the minutes are public, and that anyone may read them on any day.")]);
            var member = builder.Join("Ana", Role.Owner);
            var last = "";
            for (var note = 0; note < notes; note++)
            {
                if (note % 4 == 3)
                    builder.Reply(member, last, Body);
                else
                    last = builder.Note(member, Body, (note % Points, "minutes"));
            }

            var before = EventChain.Genesis(builder.State.Header.Id);
            List<StoredEvent> stored = [];
            foreach (var e in builder.Log)
            {
                stored.Add(EventCodec.Seal(builder.State.Header.Id, before, e with { Command = new Guid($"00000000-0000-4000-8000-{e.Seq:x12}"), Data = e.Data is DocumentImported imported ? imported with { Text = "" } : e.Data }));
                before = stored[^1].Hash.ToArray();
            }

            return new(builder, builder.As(member), stored, Convert.ToHexStringLower(before));
        }

        public ExportDocument Select() => ExportSelection.Of(Builder.State, Builder.State, Audience, ExportScope.All, Options) with { Hash = Hash };

        public ArchiveSource Archive() => new(Select(), Builder.State, Audience,
            after => Task.FromResult<IReadOnlyList<StoredEvent>>([.. Stored.Skip((int)after).Take(500)]),
            _ => Task.FromResult<ReadOnlyMemory<byte>?>(default(ReadOnlyMemory<byte>)));
    }
}
