using Collab.Domain.Events;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests;

/// <summary>This part is about backups.</summary>
public abstract partial class StorageContract
{
    [Fact]
    public async Task A_backup_under_load_is_an_exact_prefix_with_all_that_was_acknowledged_before()
    {
        const int streams = 4;
        using var storage = place.Open();
        for (var s = 0; s < streams; s++)
            await storage.Log.CreateAsync($"d.{s}", StreamKind.Document);
        using var stop = new CancellationTokenSource();
        var acknowledged = new long[streams];
        using var warm = new CountdownEvent(streams);
        var writers = Enumerable.Range(0, streams).Select(s => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var events = await storage.Log.AppendNextAsync($"d.{s}", Draft(payload: new string('x', 20_000)), Draft());
                Volatile.Write(ref acknowledged[s], events[^1].Seq);
                if (events[0].Seq == 301)
                    warm.Signal();
            }
        })).ToArray();
        Assert.True(warm.Wait(TimeSpan.FromSeconds(60)));

        var atLeast = acknowledged.ToArray();
        var progress = new Steps();
        await storage.BackupAsync(place.File("copy.backup"), progress);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.True(progress.Reported.Count > 1, "The backup was one step: nothing could come between.");
        Assert.Single(progress.Reported.Select(step => step.PagesTotal).Distinct());
        Assert.Equal(progress.Reported[^1].PagesTotal, progress.Reported[^1].PagesDone);
        Assert.False(File.Exists(place.File("copy.backup.partial")));
        using var elsewhere = Another();
        elsewhere.Restore(place.File("copy.backup"));
        using var restored = elsewhere.Open();
        for (var s = 0; s < streams; s++)
        {
            var (all, copied) = (await storage.Log.ReadAllAsync($"d.{s}"), await restored.Log.ReadAllAsync($"d.{s}"));
            Assert.InRange(copied.Count, atLeast[s], all.Count);
            Assert.Equal(0, copied.Count % 2);
            Assert.Equal(all.Take(copied.Count), copied);
            Assert.Null(EventChain.Verify($"d.{s}", EventChain.Genesis($"d.{s}"), copied));
        }
    }

    [Fact]
    public async Task A_restored_stream_has_another_epoch_and_the_same_chain()
    {
        var written = await WriteAsync();
        StreamInfo before;
        using (var storage = place.Open())
        {
            before = (await storage.Log.FindAsync(Stream))!;
            await storage.Log.CreateAsync("d.other", StreamKind.Document);
            await storage.BackupAsync(place.File("copy"));
        }

        using var elsewhere = Another();
        elsewhere.Restore(place.File("copy"));
        using var restored = elsewhere.Open();
        var after = (await restored.Log.FindAsync(Stream))!;
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Matches("^[0-9a-f]{32}$", after.Epoch);
        Assert.NotEqual(after.Epoch, (await restored.Log.FindAsync("d.other"))!.Epoch);
        Assert.Equal((before.Head, Convert.ToHexString(before.HeadHash.Span)), (after.Head, Convert.ToHexString(after.HeadHash.Span)));
        Assert.Equal(written, await restored.Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task Neither_a_backup_nor_a_restore_overwrites_anything()
    {
        var written = await WriteAsync();
        using (var storage = place.Open())
        {
            await storage.BackupAsync(place.File("copy"));
            await Assert.ThrowsAsync<IOException>(() => storage.BackupAsync(place.File("copy")));
        }

        Assert.Throws<IOException>(() => place.Restore(place.File("copy")));
        using var after = place.Open();
        Assert.Equal(written, await after.Log.ReadAllAsync(Stream));
    }

    [Theory]
    [InlineData(9000)]
    [InlineData(0)]
    public async Task A_file_that_is_no_backup_is_refused_and_leaves_nothing(int length)
    {
        await File.WriteAllTextAsync(place.File("letter.txt"), new string('A', length));
        Assert.Throws<InvalidDataException>(() => place.Restore(place.File("letter.txt")));
        using var storage = place.Open();
        Assert.Empty(await storage.Log.ListAsync(StreamKind.Document));
    }

    private sealed class Steps : IProgress<BackupProgress>
    {
        public List<BackupProgress> Reported { get; } = [];

        public void Report(BackupProgress value) => Reported.Add(value);
    }
}
