using System.Diagnostics;
using System.Runtime.CompilerServices;
using Collab.Cluster.Tests.Running;
using Collab.Testing;
using Collab.Testing.Checking;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>
/// Links that are cut at random bytes under load: in handshakes, in the middle of frames and of answers. COLLAB_LINKS sets how often
/// (default 1,000), COLLAB_SEED where.
/// </summary>
public sealed class LinkTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>, IDisposable
{
    private static readonly LinkFault[] Cuts = [LinkFault.Reset, LinkFault.Close, LinkFault.HalfClose];

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-links-").FullName;

    private static int Count => Round.Number("COLLAB_LINKS", 1000);

    private static int Seed => Round.Seed;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Links_cut_at_any_byte_lose_double_and_skip_nothing()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        await SurviveAsync(server, [server.Address], Count, Cuts);
    }

    [Fact]
    public async Task Who_moves_from_node_to_node_with_every_cut_misses_nothing()
    {
        await using var nodes = await Nodes.StartAsync(postgres.Server, 3);
        await SurviveAsync(nodes[0], nodes.Addresses, Count / 5, Cuts);
        Assert.Equal(0, nodes.GivenUp);
    }

    [Fact]
    public async Task Links_that_swallow_or_carry_nothing_without_a_word_lose_double_and_skip_nothing()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        await SurviveAsync(server, [server.Address], Count / 25, [LinkFault.Swallow, LinkFault.BlackHole, LinkFault.HalfClose]);
    }

    [Theory]
    [InlineData("the link carries nothing")]
    [InlineData("the server is frozen")]
    public async Task A_link_that_falls_silent_is_known_to_be_dead_and_is_caught_up_soon_after_it_heals(string what)
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        await using var proxy = TcpProxy.Start(server.Address);
        using var room = await Room.EnterAsync(server, proxy.Address);
        await using var load = await Load.StartAsync(room, writers: 4, readers: 10, Seed);
        await Patience.UntilAsync(() => load.Answered >= 40, "the writers are answered");
        await load.HeardAsync();
        load.History.Fault(what);
        if (what == "the server is frozen")
            server.Freeze();
        else
            proxy.Strike(new LinkFate(LinkFault.BlackHole));
        var (known, caughtUp, machine) = (new Times(TimeSpan.FromSeconds(5)), new Times(TimeSpan.FromSeconds(2)), Machine.Watch());
        known.Add(await load.GivenUpAsync(), machine.Left());
        server.Thaw();
        proxy.Heal();
        machine = Machine.Watch();
        caughtUp.Add(await load.CaughtUpAsync(), machine.Left());
        await load.StopAsync();

        output.WriteLine($"{what}: known to be dead after {known}, caught up after {caughtUp}");
        (await load.GatherAsync(leastAnswered: 40, leastFaults: 1)).AssertHolds();
        known.Demand("Known after");
        caughtUp.Demand("Caught up after");
    }

    [Fact]
    public async Task A_link_on_which_nobody_writes_is_not_taken_for_dead()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        await using var load = await Load.StartAsync(room, writers: 1, readers: 10, Seed);
        await load.HeardAsync();
        await load.StopWritingAsync();
        // A machine that was too busy for a moment is asked again; a server that says too little is found each time.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var before = load.Reconnects;
            await Task.Delay(Person.DeadAfter * 1.5);
            if (load.Reconnects == before)
                return;
        }

        Assert.Fail($"{load.Reconnects} times a reader gave a link up on which all was well.");
    }

    private async Task SurviveAsync(ServerProcess first, IReadOnlyList<Uri> servers, int count, LinkFault[] among, [CallerMemberName] string test = "")
    {
        TcpProxy[] proxies = [.. servers.Select(TcpProxy.Start)];
        try
        {
            using var room = await Room.EnterAsync(first, [.. proxies.Select(proxy => proxy.Address)]);
            await using var load = await Load.StartAsync(room, writers: 8, readers: 20, Seed);
            await load.HeardAsync();
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < proxies.Length; i++)
            {
                var proxy = i;
                proxies[i].Struck += fate => load.History.Fault(fate.ToString());
                proxies[i].Decide(link => LinkFate.OfSeed(Seed + proxy, link, among));
                // Those that are open would outlive the round.
                proxies[i].Cut();
            }

            while (load.History.FaultCount < count || !among.All(fault => load.History.Faults.Any(struck => struck.Contains($"{fault}", StringComparison.Ordinal))))
            {
                var seen = load.History.FaultCount;
                await Patience.UntilAsync(() => load.History.FaultCount > seen, $"another link fails after {seen}");
            }

            var (answered, took) = (load.Answered, Stopwatch.GetElapsedTime(began));
            foreach (var proxy in proxies)
                proxy.Heal();
            for (var i = 0; i < 8; i++)
                await load.LookElsewhereAsync();
            await load.StopAsync();
            var evidence = await load.GatherAsync(leastAnswered: count / 10, leastFaults: count);
            output.WriteLine($"seed {Seed}, {evidence.Faults.Count} links failed in {took.TotalSeconds:0.0} s, {answered} operations answered meanwhile; in all "
                + $"{string.Join(", ", evidence.Operations.CountBy(operation => operation.Outcome).Select(outcome => $"{outcome.Value} {outcome.Key}"))}; "
                + $"{evidence.Log.Count} events, {load.Reconnects} reconnects of {evidence.Readers.Count} readers");
            var violations = Checker.Check(evidence);
            Assert.True(violations.Count == 0, $"{string.Join('\n', violations)}\nAgain: COLLAB_SEED={Seed} COLLAB_LINKS={Count} dotnet test tests/Collab.Cluster.Tests --filter {test}");
        }
        finally
        {
            foreach (var proxy in proxies)
                await proxy.DisposeAsync();
        }
    }
}
