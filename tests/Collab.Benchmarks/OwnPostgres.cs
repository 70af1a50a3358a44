using Collab.Testing.Postgres;

namespace Collab.Benchmarks;

/// <summary>A PostgreSQL of this machine's package for the benchmark alone; it ends with this object, and with the process.</summary>
internal sealed class OwnPostgres : IDisposable
{
    private readonly PostgresServer _server = Started.Start(() => PostgresServer.StartNew(), server => server.Dispose());

    /// <summary>The connection string of a new, empty database.</summary>
    public string NewDatabase() => _server.NewDatabase();

    public void Dispose() => Started.End(_server);
}
