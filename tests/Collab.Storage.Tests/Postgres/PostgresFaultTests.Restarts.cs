using Collab.Domain.Events;
using Collab.Testing;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Postgres;

/// <summary>This part restarts the database under load.</summary>
public sealed partial class PostgresFaultTests
{
    [Fact]
    public async Task Writing_goes_on_over_a_restart_and_no_acknowledged_event_is_lost_or_doubled()
    {
        for (var s = 0; s < 4; s++)
            await Log.CreateAsync($"d.{s}", StreamKind.Document);
        using var stop = new CancellationTokenSource();
        var (failures, written) = (0, 0);
        var writers = Enumerable.Range(0, 4).Select(s => Task.Run(async () =>
        {
            List<StoredEvent> mine = [];
            while (!stop.IsCancellationRequested)
            {
                var next = Seal($"d.{s}", mine.Count, mine.Count == 0 ? EventChain.Genesis($"d.{s}") : mine[^1].Hash, Draft());
                for (var done = false; !done;)
                {
                    using var asked = Turns.Count();
                    try
                    {
                        if ((await Log.FindCommandAsync($"d.{s}", "mira", next[0].Command)).Count == 0)
                            await Log.AppendAsync($"d.{s}", mine.Count, next);
                        mine.AddRange(next);
                        done = true;
                        Interlocked.Increment(ref written);
                    }
                    catch (Exception x) when (x is StorageUnavailableException or OutcomeUnknownException or StreamConflictException)
                    {
                        Interlocked.Increment(ref failures);
                        await Task.Delay(Poll);
                    }

                    Assert.True(asked.Elapsed < 2 * Limit, "An answer took too long.");
                }
            }

            return mine;
        })).ToList();
        for (var round = 0; round < 3; round++)
        {
            await WrittenAsync();
            var before = Volatile.Read(ref failures);
            if (round % 2 == 0)
                _server.Kill();
            else
                _server.Stop();
            await UntilAsync(() => Volatile.Read(ref failures) > before);
            _server.Start();
        }

        await WrittenAsync();
        await stop.CancelAsync();
        var acknowledged = await Task.WhenAll(writers);
        for (var s = 0; s < 4; s++)
            Assert.Equal(acknowledged[s], await Log.ReadAllAsync($"d.{s}"));

        Task WrittenAsync()
        {
            var before = Volatile.Read(ref written);
            return UntilAsync(() => Volatile.Read(ref written) > before + 20);
        }
    }
}
