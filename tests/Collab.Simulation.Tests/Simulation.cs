using System.Buffers;
using System.Text;
using Collab.Contracts.Documents;
using Collab.Contracts.Sealed;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Views;
using Collab.Simulation.Tests.Clients;
using Collab.Simulation.Tests.Cluster;
using Collab.Simulation.Tests.Faults;
using Collab.Simulation.Tests.Scheduling;
using Collab.Simulation.Tests.Storage;
using Collab.Testing.Checking;

namespace Collab.Simulation.Tests;

/// <summary>
/// Six people write and three read one document on three nodes, while nodes, network and disk fail. Everything is decided by the seed; the
/// classes between the clients and the log are those of the server.
/// </summary>
internal sealed class Simulation
{
    /// <summary>Fewer operations and faults than these prove nothing.</summary>
    public const int LeastOperations = 200, LeastFaults = 10;

    private const int LeastAnswered = 100;
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(10), MostQuiet = TimeSpan.FromSeconds(60), OnTheWay = TimeSpan.FromSeconds(6);

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _firstView, _otherView;

    private readonly int _seed;
    private readonly World _world;
    private readonly History _history;
    private readonly SimulatedDisk _disk;
    private readonly SimulatedCluster _cluster;
    private readonly Notebook _notebook = new();
    private readonly IReadOnlyList<Writer> _writers;
    private readonly IReadOnlyList<Reader> _readers;
    private readonly Nemesis _nemesis;

    private Simulation(int seed, bool diskLies)
    {
        _seed = seed;
        _world = new World(seed);
        _disk = new SimulatedDisk(_world, InForce) { Lies = diskLies };
        _cluster = new SimulatedCluster(_world, _disk, new Network(_world, InForce), nodes: 3);
        _history = new History(_cluster.Clients.Clock);
        _writers = [.. People.Writers.Select(member => new Writer(_cluster, _notebook, _history, member))];
        _readers =
        [
            new Reader(_cluster, _history, "the slow reader", People.Reader, slowness: 400),
            new Reader(_cluster, _history, "the owner", People.Owner, slowness: 5),
            new Reader(_cluster, _history, "the annotator", People.Writers[1], slowness: 50),
        ];
        _nemesis = new Nemesis(_cluster, _history, _writers, _readers, _notebook);
    }

    public static SimulationResult Run(int seed, bool diskLies = false)
    {
        try
        {
            return new Simulation(seed, diskLies).Run();
        }
        catch (Exception failure)
        {
            return new SimulationResult(seed, 0, 0, 0, 0, 0, 0, [$"Crash: {failure}"]);
        }
    }

    private SimulationResult Run()
    {
        List<string> violations = [];
        Require(On(ImportAsync), violations, "the text is imported");
        var (over, closed) = (false, false);
        var writing = On(() => Task.WhenAll(_writers.Select(w => w.RunAsync(() => over))));
        var reading = On(() => Task.WhenAll(_readers.Select(r => r.RunAsync(() => closed))));
        _nemesis.Begin();
        _world.RunUntil(() => IsEnough, Most);
        over = true;
        _nemesis.Rest();
        Require(writing, violations, "every writer knows, or has given up");
        _world.RunUntil(() => !_cluster.Seminar.IsTelling, MostQuiet);
        _world.RunUntil(() => false, OnTheWay);
        // Before anybody writes again: a write would mend what only lags behind.
        RequireReaders(violations);
        Require(On(() => Task.WhenAll(_writers.Select(w => w.SettleAllAsync()))), violations, "what was unknown is known");
        // What happened to members while nothing could be written is written before it.
        Require(On(_writers[0].WriteLastAsync), violations, "writing goes on");
        RequireReaders(violations);
        closed = true;
        Require(reading, violations, "the readers end");
        Require(On(LookEverywhereAsync), violations, "every node answers");
        violations.AddRange(_writers.SelectMany(w => w.Findings));
        var evidence = Gather(violations);
        violations.AddRange(Checker.Check(evidence));
        if (evidence.Operations.Count < LeastOperations)
            violations.Add($"C10: {evidence.Operations.Count} operations were invoked; fewer than {LeastOperations} prove nothing.");
        Mix(evidence);
        return new SimulationResult(
            _seed, evidence.Operations.Count, evidence.Operations.Count(o => o.Outcome == Outcome.Answered), evidence.Faults.Count,
            evidence.Log.Count, _readers.Sum(r => r.Resyncs), _world.Trace, violations);
    }

    private long Head => _disk.Kept.FindAsync(_cluster.Document).Result!.Head;

    private bool IsEnough => _history.OperationCount >= LeastOperations && _history.FaultCount >= LeastFaults && _writers.Sum(w => w.Answered) >= LeastAnswered;

    private void InForce(string what) => _nemesis?.InForce(what);

    private async Task ImportAsync()
    {
        foreach (var member in People.Writers.Append(People.Reader))
            _cluster.Seminar.Join(member, People.PersonOf(member), People.RoleOf(member));
        ClauseDraft[] clauses =
        [
            new("1", ClauseKind.Point, 0, "The assembly thanks its hosts."),
            new("2", ClauseKind.Point, 0, "The assembly meets again in spring."),
            new("3", ClauseKind.Point, 0, "The minutes are public."),
        ];
        var grain = _cluster.Nodes[0].Grains.GetGrain<IDocumentGrain>(_cluster.Document);
        (await grain.ImportAsync(new ImportDocument(_cluster.NewCommand(), People.Owner, "seminar", "Minutes", DocumentMetadata.Empty, clauses))).Demand();
        _notebook.Clauses = [.. (await _cluster.Nodes[0].Feeds.DemandAsync(_cluster.Document)).State.Header.Clauses.Select(c => c.Id)];
    }

    /// <summary>As whoever opens the document on a node does.</summary>
    private async Task LookEverywhereAsync()
    {
        foreach (var node in _cluster.Nodes)
        {
            await _cluster.Network.CallAsync(_cluster.Clients, node.Machine, async () =>
            {
                var feed = await node.Feeds.DemandAsync(_cluster.Document);
                await feed.EnsureFreshAsync(People.PersonOf(People.Owner));
                return true;
            });
        }
    }

    private Task On(Func<Task> action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _cluster.Clients.Scheduler).Unwrap();

    private void Require(Task task, List<string> violations, string what)
    {
        if (!_world.RunUntil(() => task.IsCompleted, MostQuiet))
            violations.Add($"C9: not within {MostQuiet.TotalSeconds} s after all faults ended: {what}.");
        else if (task.IsFaulted)
            throw new InvalidOperationException($"Seed {_seed}: {what}", task.Exception);
    }

    private void RequireReaders(List<string> violations)
    {
        if (!_world.RunUntil(() => Head is var head && _readers.All(r => r.Trace.Seq >= head), MostQuiet))
            violations.Add($"C9: not all readers came to the head {Head}: {string.Join(", ", _readers.Select(r => $"{r.Trace.Name} is at {r.Trace.Seq}"))}.");
    }

    private Evidence Gather(List<string> violations)
    {
        var stored = _disk.Kept.ReadAsync(_cluster.Document, 0, int.MaxValue).Result;
        var events = stored.Select(EventCodec.Read).Select(WithText).ToList();
        var feeds = _cluster.Nodes.Select(n => (n.Machine.Name, Feed: n.Feeds.OpenAsync(_cluster.Document))).Where(n => n.Feed is { IsCompletedSuccessfully: true, Result: not null });
        var replayed = LogRules.Replay(DocumentState.New(_cluster.Document, feeds.FirstOrDefault().Feed?.Result!.State.Header.Epoch ?? ""), events, violations);
        violations.AddRange(RoundRules.Check(events, ReadRounds(events, violations), _history.Operations, _writers.SelectMany(w => w.Removed).ToHashSet()));
        violations.AddRange(LogRules.CheckMembers(events, _cluster.Seminar.Head));
        return new Evidence
        {
            Operations = _history.Operations,
            Readers = _history.Readers,
            Reads = _history.Reads,
            Log = [.. events.Select(e => new LoggedEvent(e.Seq, e.Command.ToString(), e.Kind, e.Hash, e.Ordinal) { IsCommandShown = IsShown(e) })],
            BrokenAt = EventChain.Verify(_cluster.Document, EventChain.Genesis(_cluster.Document), stored),
            Heads = [.. _writers.SelectMany(w => w.Heads)],
            Views = Show([("the replay", replayed), .. feeds.Select(n => (n.Name, n.Feed.Result!.State))]),
            Faults = _history.Faults,
            LeastAnswered = LeastAnswered,
            LeastFaults = LeastFaults,
        };
    }

    /// <summary>What is in the logs of all blind rounds, which no reader is shown.</summary>
    private List<LogEvent> ReadRounds(List<LogEvent> events, List<string> violations)
    {
        List<LogEvent> kept = [];
        foreach (var round in events.Select(e => e.Data).OfType<RoundOpened>())
        {
            var stream = SealedKey.RoundOf(_cluster.Document, round.Round);
            if (_disk.Kept.FindAsync(stream).Result is null)
                continue;
            var stored = _disk.Kept.ReadAsync(stream, 0, int.MaxValue).Result;
            if (EventChain.Verify(stream, EventChain.Genesis(stream), stored) is { } broken)
                violations.Add($"C8: the chain of the round {round.Round} does not hold at {broken}.");
            kept.AddRange(stored.Select(EventCodec.Read));
        }

        return kept;
    }

    /// <summary>Adds what came of it to the digest of what happened. Ids and hashes stay out of it: they are other ones each time.</summary>
    private void Mix(Evidence evidence)
    {
        var byChance = evidence.Log.Where(e => !e.IsCommandShown).Select(e => e.Seq).ToHashSet();
        foreach (var operation in evidence.Operations)
        {
            _world.Mix(operation.Command);
            _world.Mix((long)operation.Outcome, byChance.Contains(operation.Seq) ? 0 : operation.Seq);
            _world.Mix(operation.Invoked, operation.Settled);
        }

        foreach (var e in evidence.Log)
            MixEvent(e);
        foreach (var reader in evidence.Readers)
        {
            _world.Mix(reader.Name);
            foreach (var batch in reader.Batches)
            {
                _world.Mix(batch.First, batch.Last);
                foreach (var e in batch.Events)
                    MixEvent(e);
            }
        }

        foreach (var fault in evidence.Faults)
            _world.Mix(fault);
    }

    private void MixEvent(LoggedEvent e)
    {
        _world.Mix(e.Seq, e.Ordinal);
        _world.Mix(e.IsCommandShown ? e.Command : "");
        _world.Mix(e.Kind);
    }

    /// <summary>What a reveal brings comes in an order of chance, which no seed decides, and readers have it without its commands.</summary>
    private static bool IsShown(LogEvent e) => e.Data is not AnnotationAdded { Round: not null };

    private LogEvent WithText(LogEvent e) => e.Data is ITextEvent bringing
        ? EventCodec.WithText(e, _disk.Kept.ReadTextAsync(bringing.Text).Result!.Value.Span)
        : e;

    /// <summary>The views by name: as text where they are not alike, since the texts take as much memory as the whole run.</summary>
    private static Dictionary<string, string> Show(List<(string Name, DocumentState State)> views)
    {
        var first = Write(views[0].State, ref _firstView);
        foreach (var view in views.Skip(1))
        {
            if (!Write(view.State, ref _otherView).SequenceEqual(first))
                return views.ToDictionary(v => v.Name, v => Encoding.UTF8.GetString(Write(v.State, ref _otherView)));
        }

        return views.ToDictionary(view => view.Name, _ => "alike");
    }

    private static ReadOnlySpan<byte> Write(DocumentState state, ref ArrayBufferWriter<byte>? buffer)
    {
        var output = buffer ??= new ArrayBufferWriter<byte>(256 * 1024);
        output.ResetWrittenCount();
        SnapshotWriter.Write(output, state, state, new Audience(readsHidden: true, member: null));
        return output.WrittenSpan;
    }
}
