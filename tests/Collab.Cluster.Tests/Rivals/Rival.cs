using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Contracts.Serialization;
using Collab.Domain.Commands;
using Collab.Grains;
using Collab.Storage;
using Collab.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.TestingHost;

namespace Collab.Cluster.Tests.Rivals;

/// <summary>A cluster of one silo in this process, which knows of no other on its database.</summary>
internal sealed class Rival : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private Rival(string name, PostgresStorage storage, ContestedLog log, InProcessTestCluster cluster) => (Name, Storage, Log, _cluster) = (name, storage, log, cluster);

    public string Name { get; }

    public PostgresStorage Storage { get; }

    public ContestedLog Log { get; }

    /// <summary>As the web half of a node has them: in process.</summary>
    public IGrainFactory Grains => _cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    public static async Task<Rival> StartAsync(string name, string connection)
    {
        var storage = PostgresStorage.Open(connection);
        var log = new ContestedLog(storage.Log);
        var builder = new InProcessTestClusterBuilder(1);
        (builder.Options.ClusterId, builder.Options.InitializeClientOnDeploy, builder.Options.ConfigureFileLogging) = (name, false, false);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IEventLog>(log).AddCollabGrains();
            silo.Services.AddSerializer(serializer => serializer.AddCollabSerialization());
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new Rival(name, storage, log, cluster);
    }

    public IDocumentGrain Document(string document) => Grains.GetGrain<IDocumentGrain>(document);

    /// <summary>Takes a command to the grain that decides it, as a node does.</summary>
    public Task<Reply> ExecuteAsync(string document, Command command) => command.Home is { } clause
        ? Grains.GetGrain<IClauseGrain>(ClauseKey.Of(document, clause)).ExecuteAsync(command)
        : Document(document).ExecuteAsync(command);

    /// <summary>Lets go of what it holds of a document.</summary>
    public Task ForgetAsync(string document, IEnumerable<string> clauses) => Task.WhenAll(
        clauses.Select(clause => _cluster.DeactivateAsync(Grains.GetGrain<IClauseGrain>(ClauseKey.Of(document, clause)))).Append(_cluster.DeactivateAsync(Document(document))));

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Storage.Dispose();
    }
}
