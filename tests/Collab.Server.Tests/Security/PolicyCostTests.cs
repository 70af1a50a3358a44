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
    private const double Most = 0.02;

    private const int Batches = 8, Writes = 40, Asked = 1_000;

    [Fact]
    public async Task The_policy_allocates_at_most_two_hundredths_of_a_write()
    {
        await using var server = await CollabServer.StartAsync(settings: new Dictionary<string, string?> { ["Collab:Limits:Rates"] = "false", ["Logging:LogLevel:Default"] = "None" });
        var annotator = await server.JoinAsync(Role.Annotator);
        var caller = new Caller(annotator.Person, "a session", null, Caller.AllScopes, null);
        var commands = server.Services.GetRequiredService<CommandDispatcher>();
        var feed = await server.Services.GetRequiredService<DocumentFeeds>().DemandAsync(server.Document);
        // What else happens meanwhile can only add to a batch: the leanest is the write's own.
        var write = double.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Writes; i++)
                await commands.DispatchAsync(caller, new AnnotateRequest { Document = server.Document, CommandId = Guid.NewGuid(), Body = new BodyRequest(Text((batch * Writes) + i)) });
            write = Math.Min(write, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Writes);
        }

        var policy = BytesOf(() => commands.DemandAsync(feed, caller, "annotate"));
        output.WriteLine($"A write allocates {write:N0} bytes, its policy {policy:N0}: {policy / write:P2}. The audience of a delivery: {BytesOf(() => feed.View.AudienceOf(caller.Person)):N0} bytes.");
        Assert.InRange(policy, 1, Most * write);
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

    private static string Text(int number) => $"Note {number}: {new string('a', 380)}";
}
