using Collab.Storage.Postgres;
using Collab.Testing.Postgres;

namespace Collab.Storage.Tests.Postgres;

/// <summary>
/// PostgreSQL keeps former versions of rows in its tables until they are written anew, and all that was ever written in its write-ahead log
/// until that is removed. It has a server of its own, whose files are looked through.
/// </summary>
public sealed class PostgresErasureTests : ErasureContract, IClassFixture<PostgresFixture>
{
    private readonly PostgresServer _server;

    public PostgresErasureTests(PostgresFixture fixture)
        : base(new PostgresPlace(fixture.Server))
    {
        _server = fixture.Server;
        // What is not used again goes.
        _server.Query("postgres", "ALTER SYSTEM SET wal_recycle = off");
        _server.Query("postgres", "SELECT pg_reload_conf()");
    }

    protected override int Authors => 3;

    protected override Place Another() => new PostgresPlace(_server);

    protected override void Written() => _server.Query("postgres", "CHECKPOINT");

    protected override void CleanUp()
    {
        PostgresStorage.Compact(((PostgresPlace)Place).Connection);
        _server.Query("postgres", "SELECT pg_switch_wal()");
        _server.Query("postgres", "CHECKPOINT");
    }

    protected override string Content() => ContentOf(Directory.GetFiles(_server.Data, "*", SearchOption.AllDirectories));
}
