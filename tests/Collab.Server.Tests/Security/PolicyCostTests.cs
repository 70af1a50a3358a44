using Collab.Domain.Policy;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Collab.Server.Tests.Security;

/// <summary>
/// What the policy allocates of a write, both counted in one run: instructions have no counter on every machine, bytes have. Alone, for
/// the bytes of the whole write are those of the process.
/// </summary>
[CollectionDefinition(nameof(PolicyCostTests), DisableParallelization = true)]
[Collection(nameof(PolicyCostTests))]
public sealed class PolicyCostTests(ITestOutputHelper output)
{
    private const double MostOfAWrite = 0.02, MostOfADelivery = 0.01;

    private const int Batches = 8, Writes = 40, Readers = 50, Asked = 1_000;

    [Fact]
    public async Task The_policy_allocates_at_most_two_hundredths_of_a_write_and_one_of_a_delivery()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Rates"] = "false", ["Logging:LogLevel:Default"] = "None" });
        var annotator = await server.JoinAsync(Role.Annotator);
        var caller = new Caller(annotator.Person, "a session", null, Caller.AllScopes, null);
        var commands = server.Services.GetRequiredService<CommandDispatcher>();
        var feed = await server.Services.GetRequiredService<DocumentFeeds>().DemandAsync(server.Document);
        var write = await LeanestAsync([]);
        var policy = BytesOf(() => commands.DemandAsync(feed, caller, "annotate"));
        output.WriteLine($"A write allocates {write:N0} bytes, its policy {policy:N0}: {policy / write:P2}.");
        Assert.InRange(policy, 1, MostOfAWrite * write);

        // Without the network: what is sent is the same bytes for all, and whatever the network adds makes the share smaller.
        using var over = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => new Follower(feed, annotator.Person, over.Token)).ToList();
        var delivery = (await LeanestAsync(readers) - write) / Readers;
        var watcher = new Watcher(caller.Person);
        var audience = BytesOf(() => watcher.AudienceIn(feed.View));
        output.WriteLine($"A delivery allocates {delivery:N0} bytes, its policy {audience:N0}: {audience / delivery:P2}.");
        Assert.InRange(audience, 0, MostOfADelivery * delivery);
        await over.CancelAsync();

        // What else happens meanwhile can only add to a batch: the leanest is the write's own, with its deliveries.
        async Task<double> LeanestAsync(IReadOnlyList<Follower> followers)
        {
            var leanest = double.MaxValue;
            for (var batch = 0; batch < Batches; batch++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                for (var i = 0; i < Writes; i++)
                {
                    await commands.DispatchAsync(caller, new AnnotateRequest { Document = server.Document, CommandId = Guid.NewGuid(), Body = new BodyRequest(Text(i)) });
                    foreach (var follower in followers)
                        await follower.ReachAsync(feed.View.Head);
                }

                leanest = Math.Min(leanest, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Writes);
            }

            return leanest;
        }
    }

    /// <summary>Of one call that is over when it returns.</summary>
    private static double BytesOf(Func<object> asked)
    {
        for (var i = 0; i < Asked; i++)
            asked();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Asked; i++)
        {
            if (asked() is Task { IsCompletedSuccessfully: false })
                throw new InvalidOperationException("It waits for something: its bytes are not this thread's alone.");
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Asked;
    }

    /// <summary>Somebody who is given every batch, one by one.</summary>
    private sealed class Follower(DocumentFeed feed, string person, CancellationToken over)
    {
        private readonly IAsyncEnumerator<Batch> _batches = feed.WatchAsync(person, new Cursor(feed.View.Head, null), over).GetAsyncEnumerator(over);
        private long _last;

        public async Task ReachAsync(long seq)
        {
            while (_last < seq)
            {
                Assert.True(await _batches.MoveNextAsync());
                _last = _batches.Current.Last;
            }
        }
    }

    private static string Text(int number) => $"Note {number}: {new string('a', 380)}";
}
