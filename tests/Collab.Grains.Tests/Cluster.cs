using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Contracts.Serialization;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Grains.Documents;
using Collab.Storage;
using Collab.Storage.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.TestingHost;

namespace Collab.Grains.Tests;

/// <summary>A silo on a log in memory that can fail on purpose, with a seminar and a document of three points.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private Cluster(InProcessTestCluster cluster, Replica replica, FailingEventLog log, FakeTimeProvider time)
    {
        _cluster = cluster;
        Replica = replica;
        Log = log;
        Time = time;
    }

    /// <summary>What the node of the silo knows because somebody reads there.</summary>
    public Replica Replica { get; }

    public FailingEventLog Log { get; }

    /// <summary>The commands that clauses and documents have begun to work on.</summary>
    public ArrivedCalls Commands { get; private init; } = new(nameof(IClauseGrain.ExecuteAsync));

    /// <summary>For what must happen: these tests take what others leave of the processors, which may be little for minutes. Nothing is measured by it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The time of events and gates; Orleans' own timers run on the real one.</summary>
    public FakeTimeProvider Time { get; }

    public IGrainFactory Grains => _cluster.Client;

    public string Seminar { get; private init; } = Domain.Identifier.New();

    public string Document { get; private init; } = Domain.Identifier.New();

    public string Owner { get; private set; } = "";

    public string Annotator { get; private set; } = "";

    public string[] Clauses { get; private set; } = [];

    public IDocumentGrain DocumentGrain => Grains.GetGrain<IDocumentGrain>(Document);

    public ISeminarGrain SeminarGrain => Grains.GetGrain<ISeminarGrain>(Seminar);

    public static async Task<Cluster> StartAsync()
    {
        var log = new FailingEventLog(new InMemoryEventLog());
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var replica = new Replica();
        var commands = new ArrivedCalls(nameof(IClauseGrain.ExecuteAsync));
        var cluster = new Cluster(await StartSiloAsync(log, time, replica, commands), replica, log, time) { Commands = commands };
        await cluster.SeedAsync();
        return cluster;
    }

    /// <summary>A silo that knows nothing of the others, on the same log: as one that was cut off is.</summary>
    public async Task<Cluster> CutOffAsync() => new(await StartSiloAsync(Log, Time, new Replica()), new Replica(), Log, Time)
    {
        Seminar = Seminar,
        Document = Document,
        Owner = Owner,
        Annotator = Annotator,
        Clauses = Clauses,
    };

    private static async Task<InProcessTestCluster> StartSiloAsync(FailingEventLog log, FakeTimeProvider time, Replica replica, ArrivedCalls? commands = null)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IEventLog>(log);
            silo.Services.AddCollabGrains(time);
            silo.Services.AddSingleton<IReplicas>(replica);
            if (commands is not null)
                silo.Services.AddSingleton<IIncomingGrainCallFilter>(commands);
            silo.Services.AddSerializer(s => s.AddCollabSerialization());
            silo.Configure<SiloMessagingOptions>(options => (options.ResponseTimeout, options.SystemResponseTimeout) = (Patience, Patience));
        });
        builder.ConfigureClient(client =>
        {
            client.Services.AddSerializer(s => s.AddCollabSerialization());
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = Patience);
        });
        var host = builder.Build();
        await host.DeployAsync();
        return host;
    }

    public IClauseGrain ClauseGrain(int index) => Grains.GetGrain<IClauseGrain>(ClauseKey.Of(Document, Clauses[index]));

    public AddAnnotation Note(int clause, string text = "A note.", string? by = null, Guid? id = null) => new()
    {
        CommandId = id ?? Guid.NewGuid(),
        Actor = by ?? Annotator,
        Request = text,
        Targets = [new(Clauses[clause])],
        Text = text,
    };

    /// <summary>What the clause would commit now, had it decided these.</summary>
    public async Task<ClauseCommit> CommitOfAsync(int clause, params Command[] commands)
    {
        var opening = (await DocumentGrain.OpenClauseAsync(Clauses[clause]))!;
        return new(Clauses[clause], opening.AsOf, [.. commands.Select(c => new Decision(c, ClauseDecider.Decide(opening.Context, opening.State, c)))], opening.Context.SeminarSeq);
    }

    public async Task<string> JoinAsync(string name, Role role) =>
        (await SeminarGrain.JoinAsync(Domain.Identifier.New(), name, role)).Demand().Id!;

    /// <summary>The document's durable state.</summary>
    public async Task<DocumentState> StateAsync()
    {
        var observer = Grains.CreateObjectReference<IDocumentObserver>(new DocumentRecorder());
        return (await DocumentGrain.ObserveAsync(observer))!;
    }

    /// <summary>Ends an activation, so that the next call begins from the log.</summary>
    public async Task ForgetAsync(IAddressable grain)
    {
        await Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        while (await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grain) is not null)
            await Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    private async Task SeedAsync()
    {
        (await SeminarGrain.CreateAsync("Monday seminar", Domain.Identifier.New(), "Ada")).Demand();
        Owner = (await SeminarGrain.OpenAsync())!.Members.Keys.Single();
        Annotator = await JoinAsync("Kofi", Role.Annotator);
        ClauseDraft[] clauses =
        [
            new("1", ClauseKind.Point, 0, "The assembly thanks its hosts."),
            new("2", ClauseKind.Point, 0, "The assembly meets again in spring."),
            new("3", ClauseKind.Point, 0, "The minutes are public."),
        ];
        (await DocumentGrain.ImportAsync(new ImportDocument(Guid.NewGuid(), Owner, Seminar, "Minutes", DocumentMetadata.Empty, clauses))).Demand();
        (await SeminarGrain.AddDocumentAsync(Owner, Document)).Demand();
        Clauses = [.. (await StateAsync()).Header.Clauses.Select(c => c.Id)];
    }
}
