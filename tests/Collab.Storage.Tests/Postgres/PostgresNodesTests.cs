using Collab.Domain.Events;
using Collab.Storage.Accounts;
using Collab.Storage.Postgres;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Postgres;

/// <summary>Several nodes on one database, each with its own connections and its own memory of where the streams stand.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresNodesTests : IDisposable
{
    private const string Stream = "d.resolution";
    private readonly string _connection;
    private readonly List<PostgresStorage> _nodes;

    public PostgresNodesTests(PostgresFixture fixture)
    {
        _connection = fixture.Server.NewDatabase();

        // At once, on an empty database: one makes the tables.
        _nodes = [.. Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ => PostgresStorage.Open(_connection))];
    }

    [Fact]
    public async Task A_node_that_another_overtook_is_refused_and_goes_on_after_it_has_caught_up()
    {
        var (one, two) = (_nodes[0].Log, _nodes[1].Log);
        await one.CreateAsync(Stream, StreamKind.Document);
        var first = await one.AppendNextAsync(Stream, Draft());
        var theirs = await two.AppendNextAsync(Stream, Many(2));
        var conflict = await Assert.ThrowsAsync<StreamConflictException>(() => one.AppendAsync(Stream, 1, Seal(Stream, 1, first[0].Hash, Draft())));
        Assert.Equal(3, conflict.Head);
        Assert.Equal(theirs, await one.ReadAsync(Stream, 1, 10));
        var mine = await one.AppendNextAsync(Stream, Draft());
        Assert.Equal([.. first, .. theirs, .. mine], await two.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_command_that_another_node_wrote_is_named()
    {
        var command = Guid.NewGuid();
        await _nodes[0].Log.CreateAsync(Stream, StreamKind.Document);
        await _nodes[0].Log.AppendNextAsync(Stream, Draft(command: command));
        var duplicate = await Assert.ThrowsAsync<DuplicateCommandException>(() => _nodes[1].Log.AppendNextAsync(Stream, Draft(), Draft(command: command)));
        Assert.Equal([new CommandKey("mira", command)], duplicate.Commands);
        Assert.Single(await _nodes[1].Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task However_nodes_race_for_the_same_streams_no_log_forks()
    {
        const int streams = 6, each = 25;
        for (var s = 0; s < streams; s++)
            await _nodes[0].Log.CreateAsync($"d.{s}", StreamKind.Document);
        var conflicts = 0;
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, _nodes.Count * streams).Select(w => Task.Run(async () =>
        {
            var (log, stream, mine) = (_nodes[w % _nodes.Count].Log, $"d.{w / _nodes.Count}", new List<StoredEvent>());
            while (mine.Count < each)
            {
                try
                {
                    mine.AddRange(await log.AppendNextAsync(stream, Draft(actor: $"writer {w}")));
                }
                catch (StreamConflictException)
                {
                    Interlocked.Increment(ref conflicts);
                }
            }

            return (Stream: stream, Mine: mine);
        })));
        Assert.True(conflicts > 0, "The nodes never met.");
        foreach (var written in acknowledged.GroupBy(writer => writer.Stream))
            Assert.Equal(written.SelectMany(writer => writer.Mine).OrderBy(e => e.Seq), await _nodes[3].Log.ReadAllAsync(written.Key));
    }

    [Fact]
    public async Task Of_attempts_at_all_nodes_to_redeem_a_link_or_to_keep_a_setting_one_succeeds()
    {
        var now = new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);
        for (var round = 0; round < 20; round++)
        {
            var secret = Secret.New();
            await _nodes[0].Accounts.AddLinkAsync(new SignInLink(LinkKind.Owner, null, null, null, now, now.AddDays(1), RemoteAllowed: true), secret);
            var answers = await Task.WhenAll(_nodes.Select(node => Task.Run(() => node.Accounts.RedeemLinkAsync(secret, now, remote: true))));
            Assert.Single(answers, answer => answer.Outcome == LinkOutcome.Redeemed);
            Assert.Equal(3, answers.Count(answer => answer.Outcome == LinkOutcome.Used));
            await _nodes[0].Accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.UsePasskey, null, default, now.AddDays(1)), secret, now);
            var taken = await Task.WhenAll(_nodes.Select(node => Task.Run(() => node.Accounts.TakeCeremonyAsync(secret, CeremonyKind.UsePasskey, now))));
            Assert.Single(taken, ceremony => ceremony is not null);
            var meant = await Task.WhenAll(_nodes.Select(node => Task.Run(() => node.Accounts.ClaimIdentityAsync("issuer", secret, new Person(Secret.NewId(), "Somebody", now), now))));
            Assert.Single(meant.Distinct());
            var kept = await Task.WhenAll(_nodes.Select((node, i) => Task.Run(async () => (await node.Accounts.AddSettingAsync(secret, new[] { (byte)i })).ToArray()[0])));
            Assert.Single(kept.Distinct());
        }
    }

    public void Dispose() => _nodes.ForEach(node => node.Dispose());
}
