using Collab.Testing.Postgres;

namespace Collab.Storage.Tests.Postgres;

/// <summary>One PostgreSQL for the assembly.</summary>
public sealed class PostgresFixture : IDisposable
{
    public PostgresServer Server { get; } = PostgresServer.StartNew();

    public void Dispose() => Server.Dispose();
}
