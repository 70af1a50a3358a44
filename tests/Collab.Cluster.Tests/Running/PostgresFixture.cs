using Collab.Testing.Postgres;

namespace Collab.Cluster.Tests.Running;

/// <summary>One PostgreSQL for the tests of a collection.</summary>
public sealed class PostgresFixture : IDisposable
{
    public PostgresServer Server { get; } = PostgresServer.StartNew();

    public void Dispose() => Server.Dispose();
}
