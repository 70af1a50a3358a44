using Collab.Storage.Postgres;
using Collab.Storage.Tests.Schemas;
using Collab.Testing.Postgres;
using Npgsql;
using PostgresMigrations = Collab.Storage.Postgres.Migrations;

namespace Collab.Storage.Tests.Postgres;

/// <summary>A database of its own.</summary>
internal sealed class PostgresPlace(PostgresServer server) : Place
{
    public PostgresServer Server => server;

    public string Connection { get; } = server.NewDatabase();

    public override int Newest => PostgresMigrations.All[^1].Version;

    public override string VersionTable => "schema_version";

    private string Database => new NpgsqlConnectionStringBuilder(Connection).Database!;

    public override int SchemaOfBackup(int version) => PostgresMigrations.SchemaOfBackup(version);

    public override string NameOfBackup(int version) => $"collab.postgres.schema-{version}.backup";

    public override IStorage Open(string? backups = null, params string[] steps) => PostgresStorage.Open(Connection, backups, Numbered(PostgresMigrations.All, steps));

    public override RestoredLogs Restore(string backup) => PostgresStorage.Restore(backup, Connection);

    public override void Load(int version) => server.Load(Database, Fixture.Postgres(version));

    public override string Change(string sql) => server.Query(Database, sql);

    public override string Literal(byte[] bytes) => $"'\\x{Convert.ToHexString(bytes)}'";
}
