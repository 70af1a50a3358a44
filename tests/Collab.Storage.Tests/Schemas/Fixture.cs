namespace Collab.Storage.Tests.Schemas;

/// <summary>Data that released versions wrote; README.md beside it says how it was made.</summary>
internal static class Fixture
{
    public static string Sqlite(int version) => In($"sqlite-{version}.db");

    public static string Postgres(int version) => In($"postgres-{version}.sql");

    private static string In(string name) => Path.Combine(AppContext.BaseDirectory, "Schemas", name);
}
