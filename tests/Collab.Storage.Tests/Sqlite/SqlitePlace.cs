using Collab.Storage.Sqlite;
using Collab.Storage.Tests.Schemas;

namespace Collab.Storage.Tests.Sqlite;

/// <summary>A data folder.</summary>
internal sealed class SqlitePlace : Place
{
    public string Data => File("data");

    public string Database => Path.Combine(Data, "collab.db");

    public override int Newest => Migration.All[^1].Version;

    public override string VersionTable => "schema";

    public override int SchemaOfBackup(int version) => version;

    public override string NameOfBackup(int version) => $"collab.db.schema-{version}.backup";

    public override IStorage Open(string? backups = null, params string[] steps) => SqliteStorage.Open(Data, backups, Numbered(Migration.All, steps));

    public override RestoredLogs Restore(string backup) => SqliteStorage.Restore(backup, Data);

    public override void Load(int version)
    {
        Directory.CreateDirectory(Data);
        System.IO.File.Copy(Fixture.Sqlite(version), Database);
    }

    public override string Change(string sql)
    {
        using var other = Collab.Storage.Sqlite.Database.OpenWriter(Database);
        if (!sql.StartsWith("SELECT", StringComparison.Ordinal))
        {
            other.Execute(sql);
            return "";
        }

        using var row = other.Prepare(sql);
        return row.Step() ? row.Text(0) : "";
    }

    public override string Literal(byte[] bytes) => $"x'{Convert.ToHexString(bytes)}'";
}
